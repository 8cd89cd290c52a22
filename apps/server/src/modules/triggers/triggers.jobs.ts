import { checkSubscription, checkSubscriptionJob } from './check-subscription.ts';
import { reconcileTriggers, reconcileTriggersJob } from './reconcile-triggers.ts';
import { sweepTriggers, sweepTriggersJob } from './sweep-triggers.ts';
import type { TriggersDeps } from './triggers.deps.ts';

/** Registers the handlers of this module's jobs. */
export function handleTriggerJobs(deps: TriggersDeps): void {
  deps.jobs.handle(reconcileTriggersJob, (key) => reconcileTriggers(deps, key));
  deps.jobs.handle(checkSubscriptionJob, (claim) => checkSubscription(deps, claim));
  deps.jobs.handle(sweepTriggersJob, () => sweepTriggers(deps, deps.orm.em.fork()));
}
