import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Job } from '../../platform/jobs/job.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { ActionsDeps } from './executions.deps.ts';
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

/** Rows that one statement changes: each holds its locks for milliseconds, however much there is to do. */
export const AT_ONCE = 2_000;

export async function tidyExecutions({ clock }: Pick<ActionsDeps, 'clock'>, em: EntityManager): Promise<void> {
  const now = clock.now();
  const ago = (ms: number) => new Date(now.getTime() - ms);
  await inBatches(em, END_OVERDUE, now);
  await inBatches(em, FREE_KEYS, ago(KEPT_MS));
  await inBatches(em, CUT_LOG, ago(LOG_MS));
}

/** Each batch commits by itself: one that fails loses nothing of those before. */
async function inBatches(em: EntityManager, statement: string, until: Date): Promise<void> {
  for (let changed = AT_ONCE; changed === AT_ONCE;) {
    changed = (await executeSql(em, statement, [until, AT_ONCE])).length;
  }
}

/** The rows are picked by their place, which is why the statements are written out; skipped is what another process does now. */
const END_OVERDUE = `
  update action_executions set status = 'uncertain', error_code = 'EXECUTION_UNCERTAIN', finished_at = $1
   where status = 'running' and ctid = any (array(
     select ctid from action_executions where status = 'running' and deadline_at <= $1 limit $2 for update skip locked))
  returning 1 as done`;

const FREE_KEYS = `
  update action_executions set idempotency_key = null, result = null
   where ctid = any (array(
     select ctid from action_executions
      where started_at <= $1 and (idempotency_key is not null or result is not null) limit $2 for update skip locked))
  returning 1 as done`;

const CUT_LOG = `
  delete from action_executions
   where ctid = any (array(
     select ctid from action_executions where started_at <= $1 order by started_at limit $2 for update skip locked))
  returning 1 as done`;

/** The statements of each hour, by what they do. */
export const SCANS = { expireOverdueAttempts: END_OVERDUE, freeKeys: FREE_KEYS, cutLog: CUT_LOG };
