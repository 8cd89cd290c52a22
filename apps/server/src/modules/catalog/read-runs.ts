import type { SyncRun } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../platform/orm/raw-sql.ts';

interface Reader {
  em: EntityManager;
}

interface Row extends Omit<SyncRun, 'startedAt' | 'finishedAt'> {
  startedAt: Date;
  finishedAt: Date | null;
}

interface Selection {
  where?: string;
  /** The last run of the page before. */
  after?: { startedAt: string; id: string } | undefined;
  limit: number;
}

/** As precise as a cursor is. */
const STARTED = `date_trunc('milliseconds', started_at)`;

/** Runs, the newest first, for installation admins. `where` is ours and not a caller's. */
export async function readRuns({ em }: Reader, { where = 'true', after, limit }: Selection): Promise<SyncRun[]> {
  const rows = await executeSql<Row>(
    em,
    `select id, status, started_at as "startedAt", finished_at as "finishedAt", stage, done, expected, apps, actions,
            triggers, written, error,
            case when requested_by is null then null
                 else jsonb_build_object('name', requested_by->'name') end as "requestedBy"
       from catalog_sync_runs
      where ${where} and ($2::timestamptz is null or (${STARTED}, id) < ($2, $3::uuid))
      order by ${STARTED} desc, id desc limit $1`,
    [limit, after?.startedAt ?? null, after?.id ?? null],
  );
  return rows.map((row) => ({
    ...row,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }));
}

/** The one that waits or runs, if any. */
export async function readOpenRun(reader: Reader): Promise<SyncRun | undefined> {
  const [run] = await readRuns(reader, { where: `status in ('queued', 'running')`, limit: 1 });
  return run;
}
