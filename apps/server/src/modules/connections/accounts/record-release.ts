import type { EntityManager } from '@mikro-orm/postgresql';
import type { MachineState } from '@patchbay/lifecycle';
import type { ExpressionBuilder } from 'kysely';
import { SYSTEM } from '../../access/index.ts';
import { appendHistory } from '../append-history.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import type { GrantConnection } from './grant-users.ts';
import { rereadConnectionJob } from './reread-connection.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Tables } from '../../../platform/orm/table-types.ts';

export type ReleaseOutcome = 'deleted' | 'revoked';

interface Known {
  releasedAs: ReleaseOutcome | null;
  releasedAt: Date | null;
}

/** What an earlier run recorded; undefined for an account that none of our attempts created. */
export async function readRelease(em: EntityManager, accountId: string): Promise<Known | undefined> {
  return db(em)
    .selectFrom('connection_attempts')
    .select(['released_as as releasedAs', 'released_at as releasedAt'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
}

/** Records that the grant was revoked, and has the other connections that used it checked again. */
export async function recordRevocation(
  { jobs }: ConnectionsDeps,
  em: EntityManager,
  { accountId, others }: { accountId: string; others: GrantConnection[] },
): Promise<void> {
  await em.fork().transactional(async (tx) => {
    const attempts = db(tx).updateTable('connection_attempts').where('account_id', '=', accountId);
    await attempts.set({ released_as: 'revoked' }).execute();
    for (const { workspaceId, id: connectionId } of others) {
      await jobs.send(tx, rereadConnectionJob, { data: { workspaceId, connectionId } });
    }
  });
}

interface Released {
  workspaceId: string;
  id: string;
  appSlug: string;
  attemptId: string;
  /** Null when the connection was removed. */
  status: MachineState | null;
  version: number;
  endUserId: string | null;
  tags: Record<string, string> | null;
}

/** Adds the history entry, once, and notifies the live streams of the workspace. */
export async function recordRelease(
  deps: ConnectionsDeps,
  em: EntityManager,
  { accountId, outcome }: { accountId: string; outcome: ReleaseOutcome },
): Promise<void> {
  const released = await em.fork().transactional(async (tx) => {
    const row = await markReleased(tx, { accountId, outcome, at: deps.clock.now() });
    if (!row) return undefined;
    const state = row.status ?? 'none';
    const why = { reason: null, attemptId: row.attemptId, version: row.version };
    const line = { event: `released_${outcome}`, actor: SYSTEM, from: state, to: state, ...why } as const;
    await appendHistory({ tx, ...deps }, row, line);
    return row;
  });
  if (released) deps.changes.notify(released.workspaceId);
}

/** Keeps the connection's current version, or its last one when it was removed: this entry changes nothing about it. */
function markReleased(
  tx: EntityManager,
  { accountId, outcome, at }: { accountId: string; outcome: ReleaseOutcome; at: Date },
): Promise<Released | undefined> {
  return db(tx)
    .updateTable('connection_attempts as a')
    .from((q) => presentConnection(q, accountId).as('now'))
    .set({ released_as: outcome, released_at: at })
    .where('a.account_id', '=', accountId)
    .where('a.released_at', 'is', null)
    .whereRef('now.account_id', '=', 'a.account_id')
    .returning(['a.workspace_id as workspaceId', 'a.connection_id as id', 'a.app_slug as appSlug', 'a.id as attemptId'])
    .returning(['now.status', 'now.version', 'now.end_user_id as endUserId', 'now.tags'])
    .executeTakeFirst();
}

/** The account's connection as it is now; for a removed connection, its last version. */
const presentConnection = (eb: Pick<ExpressionBuilder<Tables, never>, 'selectFrom'>, accountId: string) =>
  eb
    .selectFrom('connection_attempts as b')
    .leftJoin('entity_connections as c', (join) =>
      join.onRef('c.workspace_id', '=', 'b.workspace_id').onRef('c.id', '=', 'b.connection_id'),
    )
    .select((inner) => [
      'b.account_id',
      'c.status',
      inner.fn
        .coalesce(
          'c.version',
          inner
            .selectFrom('connection_events as e')
            .select((innermost) => innermost.fn.max('e.version').as('version'))
            .whereRef('e.workspace_id', '=', 'b.workspace_id')
            .whereRef('e.connection_id', '=', 'b.connection_id'),
        )
        .$castTo<number>()
        .as('version'),
    ])
    .leftJoinLateral(
      (inner) =>
        inner
          .selectFrom('connection_events as h')
          .select(['h.end_user_id', 'h.tags'])
          .whereRef('h.workspace_id', '=', 'b.workspace_id')
          .whereRef('h.connection_id', '=', 'b.connection_id')
          .orderBy('h.seq', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select(['last.end_user_id', 'last.tags'])
    .where('b.account_id', '=', accountId);
