/** What other modules may use. */
export { removeEndpoint } from './commands/change-endpoints.ts';
export { eventKey, plannedOutput, replayEvent } from './commands/send-again.ts';
export { DELIVERIES_TOPIC, planDeliveries } from './delivery/plan-deliveries.ts';
export type { EndpointsDeps } from './outbound-webhooks.deps.ts';
