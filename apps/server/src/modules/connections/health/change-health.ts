import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { type ConnectionHealth, isSameHealth } from '@patchbay/contracts';
import { jsonValue } from '../../../platform/orm/json-value.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Actor } from '../../access/index.ts';
import type { PlannedEvent } from '../../outgoing-events/index.ts';
import { appendHistory } from '../append-history.ts';
import { connectionInEvent } from '../step-events.ts';
import { Connection } from '../connection.entity.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { healthOf, type HealthParts } from './health-parts.ts';

type HealthDeps = Pick<ConnectionsDeps, 'clock' | 'newId' | 'outgoingEvents' | 'changes'>;

/** The transaction that changes the health, and holds the connection's lock. */
export interface HealthScope extends HealthDeps {
  tx: EntityManager;
}

/**
 * Locks a connection, so that one transaction at a time changes its health. Must come before the locks of what belongs
 * to it. Null when it was removed.
 */
export function lockConnection(
  tx: EntityManager,
  key: { workspaceId: string; id: string },
): Promise<Connection | null> {
  return tx.findOne(Connection, key, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/**
 * Changes parts of a locked connection's health. If that changes the health itself, it is written into the history and
 * told once: a second transaction compares with what the first has stored.
 */
export async function changeHealth(
  scope: HealthScope,
  connection: Connection,
  { parts, actor }: { parts: HealthParts; actor: Actor },
): Promise<void> {
  const { tx, changes, clock } = scope;
  const { workspaceId, id, status, version } = connection;
  const before = healthOfConnection(connection);
  const healthParts = { ...connection.healthParts, ...parts };
  const after = healthOfConnection({ ...connection, healthParts });
  const isSame = isSameHealth(before, after);
  // As a statement: while the health stays, so does the version that people see, which every update of an entity increments.
  const changed = isSame ? {} : { version: version + 1, updated_at: clock.now() };
  const row = db(tx).updateTable('entity_connections').where('workspace_id', '=', workspaceId).where('id', '=', id);
  await row.set({ health_parts: jsonValue(healthParts), ...changed }).execute();
  if (isSame) return;
  await scope.outgoingEvents.plan(tx, healthEvents(connection, { before, after, actor }));
  const same = { from: status, to: status, reason: null, attemptId: null, version: version + 1 };
  await appendHistory(scope, connection, { event: 'health_changed', actor, ...same });
  changes.notifyAfterCommit(tx, workspaceId);
}

interface HealthChange {
  before: ConnectionHealth;
  after: ConnectionHealth;
  actor: Actor;
}

/** The event of a change of health, if there is one. */
export function healthEvents(
  connection: Connection,
  { before: previousHealth, after: health, actor }: HealthChange,
): PlannedEvent[] {
  if (isSameHealth(previousHealth, health)) return [];
  const data = { connection: connectionInEvent(connection), actor, health, previousHealth };
  return [{ type: 'connection.health_changed', workspaceId: connection.workspaceId, data }];
}

type Row = Pick<Connection, 'status' | 'fallback' | 'reasonCode' | 'reasonDetail' | 'healthParts'>;

export function healthOfConnection({
  status,
  fallback,
  reasonCode: code,
  reasonDetail,
  healthParts,
}: Row): ConnectionHealth {
  return healthOf({ status, fallback, reason: code ? { code, detail: reasonDetail ?? null } : null, healthParts });
}
