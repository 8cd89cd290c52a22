import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Job } from '../../platform/jobs/job.ts';
import { db } from '../../platform/orm/tables.ts';
import { reconcileTriggersJob } from './reconcile-triggers.ts';
import type { TriggersDeps } from './triggers.deps.ts';

/** Runs hourly: catches what the reconcile jobs missed, because they give up after some days. */
export const sweepTriggersJob = {
  name: 'sweep-triggers',
  data: z.object({}),
  retryLimit: 0,
  retryDelayMax: 2,
  cron: '41 * * * *',
  singleton: true,
} satisfies Job;

/** Connections per sweep; the next sweep takes the next ones. */
const BATCH = 500;
/** Milliseconds for which a change of the desired state is left to its own job. */
const JOB_GRACE_MS = 60 * 60 * 1000;

const unreconciled = (em: EntityManager, before: Date) =>
  db(em)
    .selectFrom('trigger_subscriptions as s')
    .innerJoin('entity_connections as c', (join) =>
      join.onRef('c.workspace_id', '=', 's.workspace_id').onRef('c.id', '=', 's.connection_id'),
    )
    .select(['s.workspace_id as workspaceId', 's.connection_id as connectionId'])
    .distinct()
    .where('s.updated_at', '<', before)
    .where((eb) => {
      const isToStart = eb.and([
        eb('s.desired_state', '=', 'on'),
        eb('s.state', '<>', 'on'),
        eb('s.problem', 'is', null),
      ]);
      return eb.or([
        eb('s.desired_state', '=', 'deleted'),
        eb.and([eb('s.desired_state', '=', 'paused'), eb('s.state', '=', 'on')]),
        eb.and([isToStart, eb('c.status', '=', 'active')]),
      ]);
    })
    .limit(BATCH)
    .execute();

/**
 * Enqueues a job for every connection whose triggers are not in the desired state: its own job failed permanently, or
 * was never enqueued.
 */
export async function sweepTriggers({ jobs, clock }: TriggersDeps, em: EntityManager): Promise<void> {
  const before = new Date(clock.now().getTime() - JOB_GRACE_MS);
  const keys = await unreconciled(em.fork(), before);
  await em.fork().transactional(async (tx) => {
    for (const data of keys) await jobs.send(tx, reconcileTriggersJob, { data });
  });
}
