import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Job } from '../../platform/jobs/job.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { ActionsDeps } from './actions.deps.ts';
import { KEPT_MS } from './idempotency.ts';

/** Milliseconds that the log goes back. */
const LOG_MS = 90 * 24 * 60 * 60 * 1000;

/** Hourly: results and keys whose day is over, runs that a dead process left behind, lines past the log's end. */
export const tidyExecutionsJob = {
  name: 'tidy-executions',
  data: z.object({}),
  retryLimit: 2,
  retryDelayMax: 60,
  cron: '23 * * * *',
} satisfies Job;

export async function tidyExecutions({ clock }: Pick<ActionsDeps, 'clock'>, em: EntityManager): Promise<void> {
  const now = clock.now();
  const ago = (ms: number) => new Date(now.getTime() - ms);
  await executeSql(
    em,
    `update action_executions set status = 'uncertain', error_code = 'EXECUTION_UNCERTAIN', finished_at = $1
      where status = 'running' and deadline_at <= $1`,
    [now],
  );
  const free = `update action_executions set idempotency_key = null, result = null
    where started_at <= $1 and (idempotency_key is not null or result is not null)`;
  await executeSql(em, free, [ago(KEPT_MS)]);
  await executeSql(em, 'delete from action_executions where started_at <= $1', [ago(LOG_MS)]);
}
