/** What other modules may use. */
export { forgetAutomaticTriggers } from './automatic-triggers.ts';
export { checkSubscriptionJob } from './check-subscription.ts';
