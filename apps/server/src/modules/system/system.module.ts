import type { ServerModule } from '../../platform/server-module.ts';
import { systemRouter, type SystemRouterDeps } from './system.router.ts';

/** Whether all that an installation needs is there. */
export const systemModule = {
  name: 'system',
  routers: (deps: SystemRouterDeps) => ({ system: systemRouter(deps) }),
} satisfies ServerModule<SystemRouterDeps>;
