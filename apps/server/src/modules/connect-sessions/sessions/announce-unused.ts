import type { EntityManager } from '@mikro-orm/postgresql';
import { reason } from '@patchbay/lifecycle';
import { anyOf } from '../../../platform/orm/expressions.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Actor } from '../../access/index.ts';
import type { ConnectSessionsDeps } from '../connect-sessions.deps.ts';

interface EndedSession {
  id: string;
  workspaceId: string;
  endUserId: string;
  expiresAt: Date;
}

/**
 * Tells of sessions that were ended before anything was connected in them. What is open in the others ends with the attempt's own
 * event, and a session that had expired before has ended by itself.
 */
export async function announceUnused(
  { clock, outgoingEvents }: Pick<ConnectSessionsDeps, 'clock' | 'outgoingEvents'>,
  { tx, actor }: { tx: EntityManager; actor: Actor },
  ended: EndedSession[],
): Promise<void> {
  const now = clock.now();
  const current = ended.filter(({ expiresAt }) => expiresAt > now);
  const used = await usedAmong(
    tx,
    current.map(({ id }) => id),
  );
  await outgoingEvents.plan(
    tx,
    current
      .filter(({ id }) => !used.has(id))
      .map(({ id, workspaceId, endUserId }) => ({
        type: 'connect_session.failed',
        workspaceId,
        data: {
          connectSession: { id },
          endUser: { id: endUserId },
          connection: null,
          actor,
          reason: reason('session_ended'),
        },
      })),
  );
}

/** Those with an attempt that is open or has led to a connection. */
async function usedAmong(tx: EntityManager, ids: string[]): Promise<Set<string | null>> {
  const attempts = await db(tx)
    .selectFrom('connection_attempts')
    .select('session_id as sessionId')
    .where('session_id', '=', anyOf(ids))
    .where('status', 'in', ['open', 'authorized'])
    .execute();
  return new Set(attempts.map(({ sessionId }) => sessionId));
}
