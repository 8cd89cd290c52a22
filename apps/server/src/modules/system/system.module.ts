import type { ServerModule } from '../../platform/server-module.ts';
import { systemRouter, type SystemRouterDeps } from './system.router.ts';

/** Health checks and metrics of the installation. */
export const systemModule = {
  name: 'system',
  routers: (deps: SystemRouterDeps) => ({ system: systemRouter(deps) }),
} satisfies ServerModule<SystemRouterDeps>;
