import { isAtLeast, type Role, type Scope } from '@patchbay/contracts';
import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import type { Access } from './access.ts';
import type { Session, SessionRoles } from '../identity/index.ts';
import { type ServiceCaller, subjectOf } from './service-caller.ts';

/** An authorized caller. `isStillAuthorized` checks again, for streams that stay open for hours. */
export interface AuthorizedCaller extends Omit<Access, 'em'> {
  isStillAuthorized: () => Promise<boolean>;
}

/** Authorizes a person with at least this role. Other people's workspaces look like ones that do not exist. */
export function admitMember(session: Session, least: Role, roles: SessionRoles): AuthorizedCaller {
  const { id: sessionId, user, membership } = session;
  if (!membership) throw new AppError(session.isArchived ? 'WORKSPACE_ARCHIVED' : 'WORKSPACE_UNKNOWN');
  if (!isAtLeast(membership.role, least)) throw new AppError('FORBIDDEN');
  return {
    ...membership,
    actor: { kind: 'user', id: user.id, name: user.name },
    isStillAuthorized: async () => {
      const role = await roles.ask({ sessionId, workspaceId: membership.workspaceId });
      return role !== undefined && isAtLeast(role, least);
    },
  };
}

interface Presented {
  headers: IncomingHttpHeaders;
  workspaceId: string | undefined;
  scope: Scope;
  /** Checks the key again. */
  read: () => Promise<ServiceCaller | null>;
}

/** Authorizes a service whose key is valid, may access this workspace and has the scope. */
export function admitKey(caller: ServiceCaller | null, presented: Presented): AuthorizedCaller {
  const { headers, scope, read } = presented;
  if (!caller) throw new AppError('KEY_INVALID');
  const id = workspaceIdOf(presented.workspaceId ?? onlyWorkspaceOf(caller));
  const workspace = caller.workspaces.find((reached) => reached.id === id);
  if (!workspace) throw new AppError('WORKSPACE_UNKNOWN');
  if (workspace.archivedAt !== null) throw new AppError('WORKSPACE_ARCHIVED');
  if (!caller.scopes.includes(scope)) throw new AppError('SCOPE_MISSING', { fields: { scope } });
  return {
    workspaceId: id,
    workspaceName: workspace.name,
    // A scope needs no additional check by role; an owner's permissions are for people.
    role: scope.endsWith(':read') ? 'viewer' : 'admin',
    actor: { kind: 'service', id: caller.id, name: nameOf(caller, subjectOf(headers)) },
    isStillAuthorized: async () => {
      const now = await read();
      return (
        now !== null &&
        now.workspaces.some((reached) => reached.id === id && reached.archivedAt === null) &&
        now.scopes.includes(scope)
      );
    },
  };
}

function nameOf({ name }: ServiceCaller, subject: string | undefined): string {
  return subject ? `${subject} via ${name}` : name;
}

/** The workspace of a call that names none, with a key that reaches only one. */
function onlyWorkspaceOf({ workspaces }: ServiceCaller): string {
  const [only, another] = workspaces;
  if (another) throw new AppError('WORKSPACE_MISSING');
  if (!only) throw new AppError('WORKSPACE_UNKNOWN');
  return only.id;
}

function workspaceIdOf(given: string): string {
  const id = idSchema.safeParse(given);
  if (!id.success) throw new AppError('WORKSPACE_UNKNOWN');
  return id.data;
}
