import type { Backlogs } from '../../platform/jobs/backlogs.ts';
import { deliverDue } from './deliver-due.ts';
import type { EndpointsDeps } from './endpoints.deps.ts';
import { DELIVERIES_TOPIC } from './plan-deliveries.ts';

/** Says who does the background work of endpoints. */
export function handleDeliveries(deps: EndpointsDeps & { backlogs: Backlogs }): void {
  const take = () => deliverDue(deps);
  deps.backlogs.add({ name: 'deliveries', topic: DELIVERIES_TOPIC, everyMs: 1_000, take });
}
