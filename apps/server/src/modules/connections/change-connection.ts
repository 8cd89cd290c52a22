import type { EntityManager } from '@mikro-orm/postgresql';
import type { ConnectionHealth } from '@patchbay/contracts';
import type { ConnectionMachineEvent } from '@patchbay/lifecycle';
import { AppError } from '../../platform/errors/app-error.ts';
import type { ParameterOf } from '../../platform/orm/prepare.ts';
import { prepareFindOne } from '../../platform/orm/prepare-find-one.ts';
import { statements } from '../../platform/orm/tables.ts';
import type { Actor } from '../access/index.ts';
import type { PlannedEvent } from '../outgoing-events/index.ts';
import { type Step, stepEvents } from './step-events.ts';
import { type ClosedAttempt, sessionEvents } from './session-events.ts';
import { type Applied, applyEvent } from './apply-event.ts';
import { healthEvents, healthOfConnection } from './health/change-health.ts';
import { appendHistory } from './append-history.ts';
import { Connection } from './connection.entity.ts';
import type { ConnectionsDeps } from './connections.deps.ts';
import type { HistoryEvent } from './history-entry.entity.ts';

export interface ConnectionKey {
  em: EntityManager;
  workspaceId: string;
  id: string;
  /** The version that the caller based its decision on. A different version throws CONNECTION_CHANGED. */
  version?: number | undefined;
}

/** A locked connection, and the only way to change it. */
export interface Change {
  tx: EntityManager;
  connection: Connection;
  apply: (event: ConnectionMachineEvent, actor: Actor) => Promise<Applied>;
  /** Adds a history entry that changes no status, and increments the version. */
  note: (line: { event: HistoryEvent; actor: Actor }) => Promise<void>;
}

/**
 * Changes one connection: locks the row, runs `work`, commits, and notifies the streams. Throws CONNECTION_UNKNOWN
 * when the workspace has no such connection.
 */
export async function changeConnection<Result>(
  deps: ConnectionsDeps,
  { em, workspaceId, id, version }: ConnectionKey,
  work: (change: Change) => Promise<Result>,
): Promise<Result> {
  const result = await em.fork().transactional(async (tx) => {
    const connection = await findLocked(tx, { workspaceId, id });
    if (!connection) throw new AppError('CONNECTION_UNKNOWN');
    if (version !== undefined && version !== connection.version) throw new AppError('CONNECTION_CHANGED');
    const steps: Step[] = [];
    const closed: ClosedAttempt[] = [];
    const before = healthOfConnection(connection);
    const apply: Change['apply'] = async (event, actor) => {
      const applied = await applyEvent({ ...deps, tx }, connection, { event, actor });
      if (applied.step) steps.push(applied.step);
      closed.push(...applied.closed);
      return applied;
    };
    const note: Change['note'] = (line) => noteInHistory({ ...deps, tx }, connection, line);
    const done = await work({ tx, connection, apply, note });
    await deps.outgoingEvents.plan(tx, [
      ...steps.flatMap((step) => stepEvents(connection, step)),
      ...(await sessionEvents(tx, connection, closed)),
      ...statusEvents(connection, { before, last: steps.at(-1) }),
    ]);
    return done;
  });
  deps.changes.notify(workspaceId);
  return result;
}

const findLocked = prepareFindOne(Connection, (columns, value: ParameterOf<Pick<Connection, 'workspaceId' | 'id'>>) =>
  statements
    .selectFrom('entity_connections')
    .select(columns)
    .where('workspace_id', '=', value('workspaceId'))
    .where('id', '=', value('id'))
    .forUpdate(),
);

/** The health changes with the status. A removed connection has none. */
function statusEvents(
  connection: Connection,
  { before, last }: { before: ConnectionHealth; last: Step | undefined },
): PlannedEvent[] {
  if (!last || last.to === 'none') return [];
  const after = healthOfConnection(connection);
  return healthEvents(connection, { before, after, actor: last.actor });
}

/** The same, but returns undefined when the connection was removed in the meantime. */
export async function changeIfThere<Result>(
  deps: ConnectionsDeps,
  key: ConnectionKey,
  work: (change: Change) => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await changeConnection(deps, key, work);
  } catch (error) {
    if (error instanceof AppError && error.code === 'CONNECTION_UNKNOWN') return undefined;
    throw error;
  }
}

async function noteInHistory(
  { tx, clock, newId }: ConnectionsDeps & { tx: EntityManager },
  connection: Connection,
  line: { event: HistoryEvent; actor: Actor },
): Promise<void> {
  const { workspaceId, id, status, version, attemptId } = connection;
  const same = { from: status, to: status, reason: null, attemptId: attemptId ?? null };
  await appendHistory({ tx, clock, newId }, connection, { ...line, ...same, version: version + 1 });
  // Written explicitly, because the row itself may have no changes to flush.
  await tx.nativeUpdate(Connection, { workspaceId, id }, { version: version + 1, updatedAt: clock.now() });
}
