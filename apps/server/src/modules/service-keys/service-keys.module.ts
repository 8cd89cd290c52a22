import type { ServerModule } from '../../platform/server-module.ts';
import { serviceKeysRouter, type ServiceKeysRouterDeps } from './service-keys.router.ts';

/** Keys by which a customer's services call us. */
export const serviceKeysModule = {
  name: 'service-keys',
  routers: (deps: ServiceKeysRouterDeps) => ({ serviceKeys: serviceKeysRouter(deps) }),
} satisfies ServerModule<ServiceKeysRouterDeps>;
