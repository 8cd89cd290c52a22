import { checkSubscription, checkSubscriptionJob } from './check-subscription.ts';
import { settleTriggers, settleTriggersJob } from './settle-triggers.ts';
import { sweepTriggers, sweepTriggersJob } from './sweep-triggers.ts';
import type { TriggersDeps } from './triggers.deps.ts';

/** Says who does the background work of triggers. */
export function handleTriggerJobs(deps: TriggersDeps): void {
  deps.jobs.handle(settleTriggersJob, (key) => settleTriggers(deps, key));
  deps.jobs.handle(checkSubscriptionJob, (claim) => checkSubscription(deps, claim));
  deps.jobs.handle(sweepTriggersJob, () => sweepTriggers(deps, deps.orm.em.fork()));
}
