import type { ServerModule } from '../../platform/server-module.ts';
import { installationRouter, type InstallationRouterDeps } from './installation.router.ts';

/** Who runs this installation, and who may sign up. */
export const installationModule = {
  name: 'installation',
  routers: (deps: InstallationRouterDeps) => ({ installation: installationRouter(deps) }),
} satisfies ServerModule<InstallationRouterDeps>;
