import type { EntityManager } from '@mikro-orm/postgresql';
import type { MachineState, Reason } from '@patchbay/lifecycle';
import { sql } from 'kysely';
import type { Clock } from '../../platform/clock.ts';
import type { NewId } from '../../platform/ids.ts';
import { prepare } from '../../platform/orm/prepare.ts';
import { db, statements } from '../../platform/orm/tables.ts';
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

/** The connection, as it is when the entry is added. */
type Named = Pick<Connection, 'workspaceId' | 'id' | 'appSlug' | 'endUserId'> & { tags: Connection['tags'] | null };

/** Adds an entry to the connection's history in the transaction of `tx`. */
export async function appendHistory(
  { tx, clock, newId }: { tx: EntityManager; clock: Clock; newId: NewId },
  connection: Named,
  { event, from, to, actor, reason, attemptId, version, ignored = false }: HistoryLine,
): Promise<void> {
  const { workspaceId, id, appSlug, endUserId = null, tags } = connection;
  const line = INSERT({
    workspaceId,
    id: newId(),
    connectionId: id,
    appSlug,
    endUserId,
    tags: tags && Object.keys(tags).length > 0 ? JSON.stringify(tags) : null,
    at: clock.now(),
    event,
    from,
    to,
    ignored,
    actor: JSON.stringify(actor),
    code: reason?.code ?? null,
    detail: reason?.detail ?? null,
    attemptId,
    version,
  });
  await db(tx).executeQuery(line);
}

interface Line extends Omit<HistoryLine, 'actor' | 'reason'> {
  workspaceId: string;
  id: string;
  connectionId: string;
  appSlug: string;
  endUserId: string | null;
  /** JSON. */
  tags: string | null;
  at: Date;
  ignored: boolean;
  /** JSON. */
  actor: string;
  code: Reason['code'] | null;
  detail: string | null;
}

/**
 * Prepared because every change of every connection runs it. Skips the unit of work, which has nothing to track for
 * rows that never change.
 */
const INSERT = prepare<Line, unknown>((value) =>
  statements.insertInto('connection_events').values({
    workspace_id: value('workspaceId'),
    id: value('id'),
    connection_id: value('connectionId'),
    app_slug: value('appSlug'),
    end_user_id: value('endUserId'),
    tags: sql`${value('tags')}`,
    at: value('at'),
    event: value('event'),
    from_status: value('from'),
    to_status: value('to'),
    ignored: value('ignored'),
    actor: sql`${value('actor')}`,
    reason_code: value('code'),
    reason_detail: value('detail'),
    attempt_id: value('attemptId'),
    version: value('version'),
  }),
);
