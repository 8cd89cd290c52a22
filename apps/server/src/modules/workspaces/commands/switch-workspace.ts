import type { WorkspaceView } from '@patchbay/contracts';
import { fromNodeHeaders } from 'better-auth/node';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../../platform/errors/app-error.ts';
import { type Auth, membershipOf } from '../../identity/index.ts';
import { workspaceView } from '../workspace.view.ts';

interface Caller {
  em: EntityManager;
  userId: string;
  headers: IncomingHttpHeaders;
}

/** Moves the caller's session, and so every tab, into another of their workspaces. */
export async function switchWorkspace(auth: Auth, caller: Caller, { id }: { id: string }): Promise<WorkspaceView> {
  const membership = await membershipOf(caller.em, caller.userId, id);
  if (!membership) throw new AppError('WORKSPACE_UNKNOWN');
  const headers = fromNodeHeaders(caller.headers);
  await auth.api.setActiveOrganization({ headers, body: { organizationId: id } });
  return workspaceView(membership);
}
