/** The public interface of this module. */
export { archiveEndpoints, restoreEndpoints } from './commands/archive-endpoints.ts';
export { removeEndpoint } from './commands/remove-endpoint.ts';
export { plannedOutput } from './commands/send-again.ts';
export { listShownEndpoints, turnOffShownEndpoints } from './commands/shown-endpoints.ts';
export { DELIVERIES_TOPIC, planDeliveries } from './delivery/plan-deliveries.ts';
export type { EndpointsDeps } from './outbound-webhooks.deps.ts';
export { endpointsAtAGlance } from './queries/endpoints-at-a-glance.ts';
export { endpointIdsOf } from './queries/list-endpoints.ts';
export { isEventOf } from './queries/whose-event.ts';
