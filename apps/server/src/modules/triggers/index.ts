/** The public interface of this module. */
export { forgetAutomaticTriggers } from './automatic-triggers.ts';
export { checkSubscriptionJob } from './check-subscription.ts';
