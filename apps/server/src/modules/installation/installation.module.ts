import type { ServerModule } from '../../platform/server-module.ts';
import { installationRouter, type InstallationRouterDeps } from './installation.router.ts';

/** Installation admins and the sign-up setting. */
export const installationModule = {
  name: 'installation',
  routers: (deps: InstallationRouterDeps) => ({ installation: installationRouter(deps) }),
} satisfies ServerModule<InstallationRouterDeps>;
