import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { SyncRun } from './sync-run.view.ts';

interface Reader {
  em: EntityManager;
}

interface Row extends Omit<SyncRun, 'startedAt' | 'finishedAt'> {
  startedAt: Date;
  finishedAt: Date | null;
}

/** Runs, the newest first, for installation admins. `where` is ours and not a caller's. */
export async function readRuns(
  { em }: Reader,
  { where = 'true', limit }: { where?: string; limit: number },
): Promise<SyncRun[]> {
  const rows = await executeSql<Row>(
    em,
    `select id, status, started_at as "startedAt", finished_at as "finishedAt", stage, done, expected, apps, actions,
            triggers, written, error,
            case when requested_by is null then null
                 else jsonb_build_object('name', requested_by->'name') end as "requestedBy"
       from catalog_sync_runs where ${where} order by started_at desc, id desc limit $1`,
    [limit],
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
