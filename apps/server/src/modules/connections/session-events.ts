import type { EntityManager } from '@mikro-orm/postgresql';
import { type AttemptOutcome, type ConnectionEffect, reason, type Reason } from '@patchbay/lifecycle';
import { db } from '../../platform/orm/tables.ts';
import type { Actor } from '../access/index.ts';
import type { PlannedEvent } from '../outgoing-events/index.ts';
import { connectionInEvent } from './step-events.ts';
import type { Connection } from './connection.entity.ts';

/** An attempt that a transition has closed. */
export interface ClosedAttempt {
  attemptId: string;
  outcome: AttemptOutcome;
  actor: Actor;
  reason: Reason | null;
}

/** The attempts that these effects close. A superseded one has not ended for anyone: the same person goes on with the next. */
export function closedAttempts(
  effects: ConnectionEffect[],
  by: Pick<ClosedAttempt, 'actor' | 'reason'>,
): ClosedAttempt[] {
  return effects.flatMap((effect) =>
    effect.type === 'closeAttempt' && effect.outcome !== 'superseded'
      ? [{ ...by, attemptId: effect.attemptId, outcome: effect.outcome }]
      : [],
  );
}

/**
 * What customers are told of the connect sessions in which these attempts were opened. Comes after the events of the connection
 * itself. Only end users' connections have such attempts, so that others cost no query.
 */
export async function sessionEvents(
  tx: EntityManager,
  connection: Connection,
  closed: ClosedAttempt[],
): Promise<PlannedEvent[]> {
  if (connection.endUserId == null) return [];
  const events: PlannedEvent[] = [];
  for (const attempt of closed) {
    const session = await sessionOf(tx, connection, attempt);
    if (session) events.push(eventOf(connection, { ...attempt, ...session }));
  }
  return events;
}

async function sessionOf(
  tx: EntityManager,
  { workspaceId }: Connection,
  { attemptId }: ClosedAttempt,
): Promise<{ sessionId: string; endUserId: string } | undefined> {
  const attempt = await db(tx)
    .selectFrom('connection_attempts')
    .select(['session_id as sessionId', 'end_user_id as endUserId'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', attemptId)
    .executeTakeFirst();
  if (!attempt?.sessionId || attempt.endUserId === null) return undefined;
  return { sessionId: attempt.sessionId, endUserId: attempt.endUserId };
}

function eventOf(
  connection: Connection,
  { outcome, actor, reason: why, sessionId, endUserId }: ClosedAttempt & { sessionId: string; endUserId: string },
): PlannedEvent {
  const { workspaceId } = connection;
  const data = {
    connectSession: { id: sessionId },
    endUser: { id: endUserId },
    connection: connectionInEvent(connection),
    actor,
  };
  if (outcome === 'authorized') return { type: 'connect_session.completed', workspaceId, data };
  // The row's reason may be of an earlier attempt when the connection is disconnected or removed.
  const failed = outcome === 'cancelled' ? reason('cancelled') : why;
  return { type: 'connect_session.failed', workspaceId, data: { ...data, reason: failed } };
}
