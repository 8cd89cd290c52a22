import type { Pool } from 'pg';
import { type Expression, type NotNull, type SelectQueryBuilder, sql } from 'kysely';
import { quoted } from '../../platform/database/schema-choice.ts';
import { runOn } from '../../platform/orm/run-on.ts';
import { statements } from '../../platform/orm/tables.ts';
import type { Tables } from '../../platform/orm/table-types.ts';
import { now } from '../../platform/orm/expressions.ts';

/** Waiting work of all processes together. */
export interface BacklogFacts {
  /** `size` is counted up to 100,000. `ageSeconds` is how long the oldest item is overdue; 0 when none waits. */
  backlogs: { backlog: string; size: number; ageSeconds: number }[];
  /** `waiting` is due, `scheduled` is not due yet; `failed` has given up and is kept for two weeks. */
  jobs: { queue: string; state: 'waiting' | 'scheduled' | 'active' | 'failed'; size: number; ageSeconds: number }[];
}

/** Bounds the cost of counting a backlog of millions. */
const COUNTED_UP_TO = 100_000;

/** Reads each table that holds waiting work. Ages use the database's clock. */
export async function readBacklogs(pool: Pool, jobsSchema: string): Promise<BacklogFacts> {
  const [backlogs, { rows: jobs }] = await Promise.all([
    runOn(pool, BACKLOGS),
    pool.query<Counted & { queue: string; state: BacklogFacts['jobs'][number]['state'] }>(jobsSql(jobsSchema)),
  ]);
  return { backlogs: backlogs.map(numbered), jobs: jobs.map(numbered) };
}

interface Counted {
  size: string;
  age: string | null;
}

function numbered<Row extends Counted>({ size, age, ...rest }: Row) {
  return { ...rest, size: Number(size), ageSeconds: Math.max(0, Number(age ?? 0)) };
}

type Since = { since: Date };

const counted = (backlog: string, waiting: SelectQueryBuilder<Tables, never, Since>) =>
  statements
    .selectFrom(waiting.limit(COUNTED_UP_TO).as('waiting'))
    .select((eb) => [
      sql<string>`${sql.lit(backlog)}`.as('backlog'),
      eb.fn.countAll<string>().as('size'),
      sql<string | null>`extract(epoch from now() - min(${eb.ref('waiting.since')}))`.as('age'),
    ]);

/** Message ids are UUID version 7 (RFC 9562): their first 48 bits are the arrival time in milliseconds. */
const cameAt = (id: Expression<string>) =>
  sql<Date>`to_timestamp(('x' || translate(left(${id}::text, 13), '-', ''))::bit(48)::bigint / 1000.0)`;

const oldest = statements.selectFrom('webhook_queue').select('id').orderBy('id').limit(COUNTED_UP_TO);
const deliveries = statements.selectFrom('deliveries').where('status', '=', 'waiting');
const attempts = statements.selectFrom('connection_attempts');
const pending = attempts.where('status', '=', 'open').select('opened_at as since');

const BACKLOGS = [
  counted(
    'webhook_messages',
    statements.selectFrom(oldest.as('q')).select((eb) => cameAt(eb.ref('q.id')).as('since')),
  ),
  counted('webhook_messages_failed', statements.selectFrom('webhook_dead_letters').select('failed_at as since')),
  counted('deliveries_due', deliveries.where('due_at', '<=', now).orderBy('due_at').select('due_at as since')),
  counted('deliveries_scheduled', deliveries.where('due_at', '>', now).select(now.as('since'))),
  counted('attempts_pending', pending),
  counted(
    'attempts_overdue',
    attempts.where('status', '=', 'open').where('expires_at', '<=', now).select('expires_at as since'),
  ),
  counted(
    'accounts_to_release',
    attempts
      .where('release_requested_at', 'is not', null)
      .where('released_at', 'is', null)
      .select('release_requested_at as since')
      .$narrowType<{ since: NotNull }>(),
  ),
].reduce((all, each) => all.unionAll(each));

/** Raw SQL: the table belongs to pg-boss, in a schema that is only known at run time. */
const jobsSql = (schema: string) => `
  select name as queue,
         case when state in ('created', 'retry') then case when start_after <= now() then 'waiting' else 'scheduled' end
              else state::text end as state,
         count(*) as size,
         extract(epoch from now() - min(case state when 'active' then started_on when 'failed' then completed_on
                                                   else start_after end)) as age
    from ${quoted(schema)}.job
   where state in ('created', 'retry', 'active', 'failed') and name not like '\\_\\_pgboss\\_\\_%' -- its own
   group by 1, 2`;
