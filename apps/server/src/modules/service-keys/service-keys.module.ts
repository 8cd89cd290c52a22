import type { ServerModule } from '../../platform/server-module.ts';
import { serviceKeysRouter, type ServiceKeysRouterDeps } from './service-keys.router.ts';
import { ServiceKey } from './service-key.entity.ts';
import { ServiceKeyWorkspace } from './service-key-workspace.entity.ts';

/** Keys with which a customer's services call the API. */
export const serviceKeysModule = {
  name: 'service-keys',
  entities: [ServiceKey, ServiceKeyWorkspace],
  routers: (deps: ServiceKeysRouterDeps) => ({ serviceKeys: serviceKeysRouter(deps) }),
} satisfies ServerModule<ServiceKeysRouterDeps>;
