import type { EntityManager } from '@mikro-orm/postgresql';
import { reason } from '@patchbay/lifecycle';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Access, Actor } from '../../access/index.ts';
import { changeIfThere } from '../../connections/index.ts';
import type { ConnectSession } from '../connect-session.entity.ts';
import type { ConnectSessionsDeps } from '../connect-sessions.deps.ts';
import { announceUnused } from './announce-unused.ts';

/** Which sessions end, and why. */
export interface Ending {
  em: EntityManager;
  actor: Actor;
  by: NonNullable<ConnectSession['endedBy']>;
  only: { id?: string; workspaceId?: string; keyId?: string; endUserId?: string };
}

/**
 * Ends sessions and what is open in them, whatever step it is at: under the lock of each connection, as a confirmation does, so
 * one of the two happens. Repeated, it ends what an earlier call that died has left open. Returns the ids of the sessions that it ended.
 */
export async function endSessions(deps: ConnectSessionsDeps, { em, actor, by, only }: Ending): Promise<string[]> {
  const ids = await em.fork().transactional((tx) => markEnded(deps, { em: tx, actor, by, only }));
  await endAttempts(deps, { em, actor, only });
  deps.connectMetrics.sessions.inc({ event: 'ended' }, ids.length);
  return ids;
}

async function markEnded(deps: ConnectSessionsDeps, { em: tx, actor, by, only }: Ending): Promise<string[]> {
  const ended = await db(tx)
    .updateTable('connect_sessions')
    .set({ ended_at: deps.clock.now(), ended_by: by })
    .where('ended_at', 'is', null)
    .$if(only.id !== undefined, (q) => q.where('id', '=', only.id ?? ''))
    .$if(only.workspaceId !== undefined, (q) => q.where('workspace_id', '=', only.workspaceId ?? ''))
    .$if(only.keyId !== undefined, (q) => q.where('key_id', '=', only.keyId ?? ''))
    .$if(only.endUserId !== undefined, (q) => q.where('end_user_id', '=', only.endUserId ?? ''))
    .returning(['id', 'workspace_id as workspaceId', 'end_user_id as endUserId', 'expires_at as expiresAt'])
    .execute();
  const isTold = by === 'service' || by === 'key_revoked';
  if (isTold) await announceUnused(deps, { tx, actor }, ended);
  return ended.map(({ id }) => id);
}

/** Throws CONNECT_SESSION_UNKNOWN. */
export async function endSession(
  deps: ConnectSessionsDeps,
  { em, workspaceId, actor }: Access,
  { id }: { id: string },
): Promise<Record<string, never>> {
  const known = db(em).selectFrom('connect_sessions').select('id').where('id', '=', id);
  if (!(await known.where('workspace_id', '=', workspaceId).executeTakeFirst())) {
    throw new AppError('CONNECT_SESSION_UNKNOWN');
  }
  await endSessions(deps, { em, actor, by: 'service', only: { id, workspaceId } });
  return {};
}

/** Milliseconds after a session's end at which nothing in it is open any more: a confirmation has two minutes. */
const OPEN_AFTER_MS = 60 * 60_000;

async function endAttempts(
  deps: ConnectSessionsDeps,
  { em, actor, only }: Pick<Ending, 'em' | 'actor' | 'only'>,
): Promise<void> {
  const since = new Date(deps.clock.now().getTime() - OPEN_AFTER_MS);
  const open = await db(em)
    .selectFrom('connect_sessions as s')
    .innerJoin('connection_attempts as a', 'a.session_id', 's.id')
    .select(['a.workspace_id as workspaceId', 'a.connection_id as id', 'a.id as attemptId'])
    .where('a.status', '=', 'open')
    .where('s.ended_at', 'is not', null)
    .where('s.expires_at', '>', since)
    .$if(only.id !== undefined, (q) => q.where('s.id', '=', only.id ?? ''))
    .$if(only.workspaceId !== undefined, (q) => q.where('s.workspace_id', '=', only.workspaceId ?? ''))
    .$if(only.keyId !== undefined, (q) => q.where('s.key_id', '=', only.keyId ?? ''))
    .$if(only.endUserId !== undefined, (q) => q.where('s.end_user_id', '=', only.endUserId ?? ''))
    .execute();
  for (const { workspaceId, id, attemptId } of open) {
    await changeIfThere(deps, { em, workspaceId, id }, ({ apply }) =>
      apply({ type: 'refused', attemptId, reason: reason('session_ended') }, actor),
    );
  }
}
