import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Job } from '../../platform/jobs/job.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import { type ConnectionKey, settleTriggersJob } from './settle-triggers.ts';
import type { TriggersDeps } from './triggers.deps.ts';

/** Once an hour: the net below the jobs that settle triggers, which are given up after some days of trying. */
export const sweepTriggersJob = {
  name: 'sweep-triggers',
  data: z.object({}),
  retryLimit: 0,
  retryDelayMax: 2,
  cron: '41 * * * *',
  alone: true,
} satisfies Job;

/** Connections at most; the next sweep takes the next ones. */
const BATCH = 500;
/** Milliseconds for which the jobs that were sent with a wish are left to it. */
const LEFT_ALONE_MS = 60 * 60 * 1000;

const UNSETTLED = `
  select distinct s.workspace_id as "workspaceId", s.connection_id as "connectionId"
    from trigger_subscriptions s
    join entity_connections c on c.workspace_id = s.workspace_id and c.id = s.connection_id
   where s.updated_at < $1
     and (s.wanted = 'gone' or s.wanted = 'paused' and s.state = 'on'
          or s.wanted = 'on' and s.state <> 'on' and s.problem is null and c.status = 'active')
   limit ${BATCH}`;

/** Takes up again what was not settled, and settles whatever nobody has taken up. */
export async function sweepTriggers({ jobs, clock }: TriggersDeps, em: EntityManager): Promise<void> {
  const before = new Date(clock.now().getTime() - LEFT_ALONE_MS);
  const unsettled = await executeSql<ConnectionKey>(em.fork(), UNSETTLED, [before]);
  await em.fork().transactional(async (tx) => {
    for (const data of unsettled) await jobs.send(tx, settleTriggersJob, { data });
  });
  jobs.wake();
}
