import type { ServerModule } from '../../platform/server-module.ts';
import { installationEndpointsRouter } from './installation-endpoints.router.ts';
import { type DeliveryJobsDeps, handleDeliveries } from './outbound-webhooks.jobs.ts';
import { deliveriesRouter, endpointsRouter, type EndpointsRouterDeps } from './outbound-webhooks.router.ts';
import { Delivery } from './delivery/delivery.entity.ts';
import { Endpoint } from './endpoint.entity.ts';

type OutboundWebhooksModuleDeps = EndpointsRouterDeps & DeliveryJobsDeps;

/** Endpoints of customers, and the deliveries to them. */
export const outboundWebhooksModule = {
  name: 'outbound-webhooks',
  entities: [Delivery, Endpoint],
  routers: (deps: OutboundWebhooksModuleDeps) => ({
    endpoints: endpointsRouter(deps),
    deliveries: deliveriesRouter(deps),
    installationEndpoints: installationEndpointsRouter(deps),
  }),
  register: handleDeliveries,
} satisfies ServerModule<OutboundWebhooksModuleDeps>;
