import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { Job } from '../../platform/jobs/job.ts';
import { db } from '../../platform/orm/tables.ts';
import type { Tables } from '../../platform/orm/table-types.ts';
import type { ActionsDeps } from './executions.deps.ts';
import { KEPT_MS } from './idempotency.ts';

/** Milliseconds that executions stay in the log. */
const LOG_MS = 90 * 24 * 60 * 60 * 1000;

/** Hourly: expired results and keys, runs of dead processes, log lines past their retention. */
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
  await inBatches(() => SCANS.expireOverdue(db(em), now));
  await inBatches(() => SCANS.freeKeys(db(em), ago(KEPT_MS)));
  await inBatches(() => SCANS.cutLog(db(em), ago(LOG_MS)));
}

/** Each batch commits by itself: one that fails loses nothing of those before. */
async function inBatches(next: () => { execute: () => Promise<unknown[]> }): Promise<void> {
  for (let changed = AT_ONCE; changed === AT_ONCE;) changed = (await next().execute()).length;
}

type Executions = SelectQueryBuilder<Tables, 'action_executions', object>;

/** A batch of rows that no other process is changing now. */
const batch = (kysely: Kysely<Tables>, due: (executions: Executions) => Executions) => {
  const rows = due(kysely.selectFrom('action_executions'))
    .select(CTID.as('ctid'))
    .limit(AT_ONCE)
    .forUpdate()
    .skipLocked();
  return sql<string>`any (array(${rows}))`;
};

const CTID = sql<string>`ctid`;

/** The statements of each hour, by what they do. */
export const SCANS = {
  expireOverdue: (kysely: Kysely<Tables>, now: Date) =>
    kysely
      .updateTable('action_executions')
      .set({ status: 'uncertain', error_code: 'EXECUTION_UNCERTAIN', finished_at: now })
      .where('status', '=', 'running')
      .where(
        CTID,
        '=',
        batch(kysely, (rows) => rows.where('status', '=', 'running').where('deadline_at', '<=', now)),
      )
      .returning('id'),
  freeKeys: (kysely: Kysely<Tables>, until: Date) =>
    kysely
      .updateTable('action_executions')
      .set({ idempotency_key: null, result: null })
      .where(
        CTID,
        '=',
        batch(kysely, (rows) => keptOnes(rows.where('started_at', '<=', until))),
      )
      .returning('id'),
  cutLog: (kysely: Kysely<Tables>, until: Date) =>
    kysely
      .deleteFrom('action_executions')
      .where(
        CTID,
        '=',
        batch(kysely, (rows) => rows.where('started_at', '<=', until).orderBy('started_at')),
      )
      .returning('id'),
};

const keptOnes = (rows: Executions) =>
  rows.where((eb) => eb.or([eb('idempotency_key', 'is not', null), eb('result', 'is not', null)]));
