import type { ServerModule } from '../../platform/server-module.ts';
import { healthRouter, type WorkspaceHealthRouterDeps } from './workspace-health.router.ts';

/** The health of workspaces, from what other modules know of their part. */
export const workspaceHealthModule = {
  name: 'workspace-health',
  routers: (deps: WorkspaceHealthRouterDeps) => ({ health: healthRouter(deps) }),
} satisfies ServerModule<WorkspaceHealthRouterDeps>;
