import type { ServerModule } from '../../platform/server-module.ts';
import { provisioningRouter, type ProvisioningRouterDeps } from './provisioning/provisioning.router.ts';
import { type SessionDeps, sessionRouter } from './session.router.ts';
import { type WorkspacesDeps, workspacesRouter } from './workspaces.router.ts';

type WorkspacesModuleDeps = SessionDeps & WorkspacesDeps & ProvisioningRouterDeps;

/** Workspaces, their members and invitations, and the session inside one of them. */
export const workspacesModule = {
  name: 'workspaces',
  routers: (deps: WorkspacesModuleDeps) => ({
    session: sessionRouter(deps),
    workspaces: workspacesRouter(deps),
    provisioning: provisioningRouter(deps),
  }),
} satisfies ServerModule<WorkspacesModuleDeps>;
