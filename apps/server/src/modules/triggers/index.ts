/** What other modules may use. */
export { checkSubscriptionJob } from './check-subscription.ts';
