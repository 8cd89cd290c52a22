import type { MikroORM } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Job } from '../../platform/jobs/job.ts';
import { db } from '../../platform/orm/tables.ts';
import type { PersonalData } from '../connections/index.ts';
import { eraseAgain, eraseAgainJob } from './end-users/erase-again.ts';
import { endSessions } from './sessions/end-sessions.ts';
import { endKeySessionsJob } from '../service-keys/index.ts';
import type { ConnectSessionsDeps } from './connect-sessions.deps.ts';

/** Milliseconds that a session is kept after its end: the history of its connections names it. */
const KEPT_MS = 90 * 24 * 60 * 60_000;
/** Sessions per statement. */
const BATCH = 1_000;

/** Deletes sessions that nothing needs any more. */
const tidyConnectSessionsJob = {
  name: 'tidy-connect-sessions',
  data: z.object({}),
  retryLimit: 0,
  retryDelayMax: 2,
  cron: '17 * * * *',
  singleton: true,
} satisfies Job;

export interface ConnectSessionJobsDeps extends ConnectSessionsDeps {
  orm: MikroORM;
  personalData: PersonalData;
}

/** Registers the handlers of this module's jobs. */
export function handleConnectSessionJobs(deps: ConnectSessionJobsDeps): void {
  deps.jobs.handle(tidyConnectSessionsJob, () => tidySessions(deps));
  deps.jobs.handle(eraseAgainJob, (job) => eraseAgain(deps, job));
  deps.jobs.handle(endKeySessionsJob, ({ keyId, workspaceId, actor }) =>
    endSessions(deps, {
      em: deps.orm.em.fork(),
      actor,
      by: 'key_revoked',
      only: { keyId, workspaceId },
    }).then(() => undefined),
  );
}

async function tidySessions({ orm, clock }: ConnectSessionJobsDeps): Promise<void> {
  const before = new Date(clock.now().getTime() - KEPT_MS);
  for (let deleted = BATCH; deleted === BATCH;) {
    const em = orm.em.fork();
    const old = db(em).selectFrom('connect_sessions').select('id').where('created_at', '<', before).limit(BATCH);
    const gone = await db(em).deleteFrom('connect_sessions').where('id', 'in', old).returning('id').execute();
    deleted = gone.length;
  }
}
