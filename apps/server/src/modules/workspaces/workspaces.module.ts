import type { ServerModule } from '../../platform/server-module.ts';
import { type SessionDeps, sessionRouter } from './session.router.ts';
import { type WorkspacesDeps, workspacesRouter } from './workspaces.router.ts';

type WorkspacesModuleDeps = SessionDeps & WorkspacesDeps;

/** Workspaces, their members and invitations, and the session inside one of them. */
export const workspacesModule = {
  name: 'workspaces',
  routers: (deps: WorkspacesModuleDeps) => ({ session: sessionRouter(deps), workspaces: workspacesRouter(deps) }),
} satisfies ServerModule<WorkspacesModuleDeps>;
