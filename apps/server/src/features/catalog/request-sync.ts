import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import type { NewId } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { Access } from '../workspaces/access.ts';
import { syncCatalogueJob } from './catalog.jobs.ts';
import { readOpenRun } from './read-runs.ts';
import { syncRunSchema } from './sync-run.view.ts';

export interface RequestSyncDeps {
  clock: Clock;
  newId: NewId;
  jobs: Jobs;
}

export const requestSyncOutput = z.object({
  /** `already_open`: one waits or runs, and nothing was added. */
  outcome: z.enum(['queued', 'already_open']),
  run: syncRunSchema,
});

/** Asks for a sync. A background job does it; the run tells how far it is. */
export async function requestSync(
  deps: RequestSyncDeps,
  access: Pick<Access, 'em' | 'actor' | 'workspaceId'>,
): Promise<z.infer<typeof requestSyncOutput>> {
  const { clock, newId, jobs } = deps;
  const { em, actor } = access;
  const id = newId();
  const outcome = await em.fork().transactional(async (tx) => {
    const rows = await executeSql(
      tx,
      `insert into catalog_sync_runs (id, status, started_at, requested_by) values ($1, 'queued', $2, $3)
       on conflict ((true)) where status in ('queued', 'running') do nothing returning id`,
      [id, clock.now(), JSON.stringify(actor)],
    );
    if (rows.length === 0) return 'already_open';
    await jobs.send(tx, syncCatalogueJob, { data: { runId: id } });
    return 'queued';
  });
  const run = await readOpenRun(access);
  // It ended between the two queries.
  if (!run) return requestSync(deps, access);
  jobs.wake();
  return { outcome, run };
}
