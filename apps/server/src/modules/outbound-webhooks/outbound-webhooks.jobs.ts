import type { Backlogs } from '../../platform/jobs/backlogs.ts';
import { nextDelivery } from './delivery/next-delivery.ts';
import { deliverDue } from './delivery/deliver-due.ts';
import type { EndpointsDeps } from './outbound-webhooks.deps.ts';
import { DELIVERIES_TOPIC } from './delivery/plan-deliveries.ts';

export interface DeliveryJobsDeps extends EndpointsDeps {
  backlogs: Backlogs;
}

/** Milliseconds between two polls: a process that died left its deliveries leased. */
const POLL_INTERVAL_MS = 10_000;

/** Registers the handlers of this module's jobs. */
export function handleDeliveries(deps: DeliveryJobsDeps): void {
  const take = () => deliverDue(deps);
  const nextInMs = () => nextDelivery(deps);
  deps.backlogs.add({ name: 'deliveries', topic: DELIVERIES_TOPIC, everyMs: POLL_INTERVAL_MS, take, nextInMs });
}
