import type { Backlogs } from '../../platform/jobs/backlogs.ts';
import { deliverDue } from './delivery/deliver-due.ts';
import type { EndpointsDeps } from './outbound-webhooks.deps.ts';
import { DELIVERIES_TOPIC } from './delivery/plan-deliveries.ts';

export interface DeliveryJobsDeps extends EndpointsDeps {
  backlogs: Backlogs;
}

/** Says what does the background work of endpoints. */
export function handleDeliveries(deps: DeliveryJobsDeps): void {
  const take = () => deliverDue(deps);
  deps.backlogs.add({ name: 'deliveries', topic: DELIVERIES_TOPIC, everyMs: 1_000, take });
}
