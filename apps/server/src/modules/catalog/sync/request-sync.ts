import { syncRunSchema } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Response } from 'express';
import { z } from 'zod';
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { NewId } from '../../../platform/ids.ts';
import type { Jobs } from '../../../platform/jobs/jobs.ts';
import { unlessOneIsOpen } from './open-run.ts';
import { db } from '../../../platform/orm/tables.ts';
import { jsonValue } from '../../../platform/orm/json-value.ts';
import type { Access } from '../../access/index.ts';
import { syncCatalogJob } from '../catalog.jobs.ts';
import { readOpenRun } from '../read-runs.ts';

export interface RequestSyncDeps {
  clock: Clock;
  newId: NewId;
  jobs: Jobs;
}

export const requestSyncOutput = z.object({
  /** `already_open`: a run was waiting or running, and none was added. */
  outcome: z.enum(['queued', 'already_open']),
  run: syncRunSchema,
});

/**
 * Milliseconds between the end of a requested sync and the next one that may be requested, because each makes many
 * provider calls. A failed sync may be requested again immediately.
 */
const PAUSE_MS = 60_000;

/**
 * Requests a sync, which a background job runs; the run shows its progress. Throws RATE_LIMITED within a minute of
 * the last one, with the seconds to wait in Retry-After.
 */
export async function requestSync(
  deps: RequestSyncDeps,
  access: Pick<Access, 'em' | 'actor'> & { res: Response },
): Promise<z.infer<typeof requestSyncOutput>> {
  const { clock, newId, jobs } = deps;
  const { em, actor } = access;
  const id = newId();
  const outcome = await em.fork().transactional(async (tx) => {
    const queued = await db(tx)
      .insertInto('catalog_sync_runs')
      .values({ id, status: 'queued', started_at: clock.now(), requested_by: jsonValue(actor) })
      .onConflict((conflict) => unlessOneIsOpen(conflict).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!queued) return 'already_open';
    // Checked after the insert, which has waited for the end of the previous run; throwing rolls the row back.
    refuseUntil(await nextAllowedAt(tx), clock.now(), access.res);
    await jobs.send(tx, syncCatalogJob, { data: { runId: id } });
    return 'queued';
  });
  const run = await readOpenRun(access);
  // The run ended between the two queries.
  if (!run) return requestSync(deps, access);
  return { outcome, run };
}

async function nextAllowedAt(tx: EntityManager): Promise<number> {
  const last = await db(tx)
    .selectFrom('catalog_sync_runs')
    .select((eb) => eb.fn.max('finished_at').as('at'))
    .where('status', '=', 'succeeded')
    .where('requested_by', 'is not', null)
    .executeTakeFirst();
  return last?.at ? last.at.getTime() + PAUSE_MS : 0;
}

function refuseUntil(allowedAt: number, now: Date, res: Response): void {
  const waitMs = allowedAt - now.getTime();
  if (waitMs <= 0) return;
  if (!res.headersSent) res.set('Retry-After', String(Math.ceil(waitMs / 1000)));
  throw new AppError('RATE_LIMITED');
}
