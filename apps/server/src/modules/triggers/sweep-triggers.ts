import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Job } from '../../platform/jobs/job.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import { type ConnectionKey, reconcileTriggersJob } from './reconcile-triggers.ts';
import type { TriggersDeps } from './triggers.deps.ts';

/** Once an hour: catches what the jobs that reconcile triggers missed; they are given up after some days of trying. */
export const sweepTriggersJob = {
  name: 'sweep-triggers',
  data: z.object({}),
  retryLimit: 0,
  retryDelayMax: 2,
  cron: '41 * * * *',
  singleton: true,
} satisfies Job;

/** Connections at most; the next sweep takes the next ones. */
const BATCH = 500;
/** Milliseconds for which a change of the desired state is left to the job that was sent with it. */
const LEFT_ALONE_MS = 60 * 60 * 1000;

const UNRECONCILED = `
  select distinct s.workspace_id as "workspaceId", s.connection_id as "connectionId"
    from trigger_subscriptions s
    join entity_connections c on c.workspace_id = s.workspace_id and c.id = s.connection_id
   where s.updated_at < $1
     and (s.wanted = 'gone' or s.wanted = 'paused' and s.state = 'on'
          or s.wanted = 'on' and s.state <> 'on' and s.problem is null and c.status = 'active')
   limit ${BATCH}`;

/** Sends a job for every connection whose triggers are not as desired: theirs failed for good, or was never sent. */
export async function sweepTriggers({ jobs, clock }: TriggersDeps, em: EntityManager): Promise<void> {
  const before = new Date(clock.now().getTime() - LEFT_ALONE_MS);
  const unreconciled = await executeSql<ConnectionKey>(em.fork(), UNRECONCILED, [before]);
  await em.fork().transactional(async (tx) => {
    for (const data of unreconciled) await jobs.send(tx, reconcileTriggersJob, { data });
  });
}
