import type { MikroORM } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import type { Job } from '../../platform/jobs/job.ts';
import { db } from '../../platform/orm/tables.ts';

/** Days that an entry is kept: long enough for a yearly review. */
export const ACTIVITY_DAYS = 400;
const DAY_MS = 24 * 60 * 60_000;
/** Entries per statement. */
const BATCH = 5_000;

/** Deletes entries that are too old. Runs every night. */
export const tidyActivityJob = {
  name: 'tidy-installation-activity',
  data: z.object({}),
  retryLimit: 0,
  retryDelayMax: 2,
  cron: '23 4 * * *',
  singleton: true,
} satisfies Job;

export async function tidyActivity({ orm, clock }: { orm: MikroORM; clock: Clock }): Promise<void> {
  const before = new Date(clock.now().getTime() - ACTIVITY_DAYS * DAY_MS);
  for (let deleted = BATCH; deleted === BATCH;) {
    const em = orm.em.fork();
    const old = db(em).selectFrom('installation_activity').select('id').where('at', '<', before);
    const gone = db(em).deleteFrom('installation_activity').where('id', 'in', old.limit(BATCH)).returning('id');
    deleted = (await gone.execute()).length;
  }
}
