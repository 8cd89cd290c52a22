import type { EntityManager } from '@mikro-orm/postgresql';
import type { MachineState, Reason } from '@patchbay/lifecycle';
import type { Clock } from '../../platform/clock.ts';
import type { NewId } from '../../platform/ids.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { Actor } from '../access/index.ts';
import type { Connection } from './connection.entity.ts';
import type { HistoryEvent } from './history-entry.entity.ts';

export interface HistoryLine {
  event: HistoryEvent;
  from: MachineState;
  to: MachineState;
  actor: Actor;
  reason: Reason | null;
  attemptId: string | null;
  version: number;
  ignored?: boolean;
}

/** Adds a line to the connection's history, in the transaction of `tx`. */
export async function appendHistory(
  { tx, clock, newId }: { tx: EntityManager; clock: Clock; newId: NewId },
  connection: Pick<Connection, 'workspaceId' | 'id' | 'appSlug'>,
  { event, from, to, actor, reason, attemptId, version, ignored = false }: HistoryLine,
): Promise<void> {
  const { workspaceId, id, appSlug } = connection;
  const place = [workspaceId, newId(), id, appSlug, clock.now()];
  const what = [event, from, to, ignored, JSON.stringify(actor)];
  const why = [reason?.code ?? null, reason?.detail ?? null];
  await executeSql(tx, INSERT, [...place, ...what, ...why, attemptId, version]);
}

/** Plain SQL: every change of every connection ends here, and the unit of work has nothing to add to a row that never changes. */
const INSERT = `
  insert into connection_events (workspace_id, id, connection_id, app_slug, at, event, from_status, to_status, ignored,
         actor, reason_code, reason_detail, attempt_id, version)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`;
