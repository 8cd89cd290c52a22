import type { SyncRun } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Expression, sql } from 'kysely';
import { db } from '../../platform/orm/tables.ts';

interface Reader {
  em: EntityManager;
}

interface Selection {
  isOpen?: boolean;
  /** The last run of the page before. */
  after?: { startedAt: string; id: string } | undefined;
  limit: number;
}

/** Runs, the newest first, for installation admins. `where` must not come from a caller. */
export async function readRuns({ em }: Reader, { isOpen = false, after, limit }: Selection): Promise<SyncRun[]> {
  const rows = await db(em)
    .selectFrom('catalog_sync_runs as r')
    .select(COLUMNS)
    .select((eb) => requesterOf(eb.ref('r.requested_by')).as('requestedBy'))
    .$if(isOpen, (q) => q.where('r.status', 'in', ['queued', 'running']))
    .$if(after !== undefined, (q) =>
      q.where((eb) => sql<boolean>`(${started(eb.ref('r.started_at'))}, ${eb.ref('r.id')}) < ${positionOf(after)}`),
    )
    .orderBy((eb) => started(eb.ref('r.started_at')), 'desc')
    .orderBy('r.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...row,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }));
}

const COLUMNS = [
  'r.id',
  'r.status',
  'r.started_at as startedAt',
  'r.finished_at as finishedAt',
  'r.stage',
  'r.done',
  'r.expected',
  'r.apps',
  'r.actions',
  'r.triggers',
  'r.written',
  'r.error',
] as const;

const started = (at: Expression<Date>) => sql`date_trunc('milliseconds', ${at})`;

const positionOf = (after: Selection['after']) => sql`(${after?.startedAt}::timestamptz, ${after?.id}::uuid)`;

const requesterOf = (actor: Expression<unknown>) => sql<SyncRun['requestedBy']>`
  case when ${actor} is null then null else jsonb_build_object('name', ${actor}->'name') end`;

/** The waiting or running one, if any. */
export async function readOpenRun(reader: Reader): Promise<SyncRun | undefined> {
  const [run] = await readRuns(reader, { isOpen: true, limit: 1 });
  return run;
}
