import type { ConnectConnection, ConnectionView } from '@patchbay/contracts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { connectionsOfEndUser, readConnection } from '../../connections/index.ts';
import type { SessionCaller } from '../connect-api/session-caller.ts';

/** This end user's connections of the allowed apps. */
export async function listOwnConnections({ em, workspaceId, session }: SessionCaller): Promise<ConnectConnection[]> {
  const views = await connectionsOfEndUser(em, { workspaceId, endUserId: session.endUserId });
  return views.filter((view) => isOffered({ session }, view)).map(connectView);
}

/** One of them. Throws CONNECTION_UNKNOWN for every other, as for an unknown id. */
export async function readOwnConnection(caller: SessionCaller, id: string): Promise<ConnectionView> {
  const view = await readConnection(caller.em.fork(), caller.workspaceId, id);
  if (view.endUser?.id !== caller.session.endUserId || !isOffered(caller, view))
    throw new AppError('CONNECTION_UNKNOWN');
  return view;
}

export function connectView({ id, app, label, status, reason, account, ...view }: ConnectionView): ConnectConnection {
  const { connectedAt, version } = view;
  const attempt = view.attempt && withoutStarter(view.attempt);
  return { id, app, label, status, reason, account, attempt, connectedAt, version };
}

function withoutStarter({ startedBy: _, ...attempt }: NonNullable<ConnectionView['attempt']>) {
  return attempt;
}

function isOffered(
  { session }: Pick<SessionCaller, 'session'>,
  { id, app }: Pick<ConnectionView, 'id' | 'app'>,
): boolean {
  if (session.connectionId && session.connectionId !== id) return false;
  return !session.apps || session.apps.includes(app.slug);
}
