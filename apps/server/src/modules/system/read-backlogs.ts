import type { Pool } from 'pg';
import { quoted } from '../../platform/database/schema-choice.ts';

/** What waits to be done, in all processes together. */
export interface BacklogFacts {
  /** Counted up to 100,000. `ageSeconds` is how long the oldest has waited past its time; 0 where none waits. */
  backlogs: { backlog: string; size: number; ageSeconds: number }[];
  /** `waiting` is due, `scheduled` is not yet; `failed` was given up and is kept for two weeks. */
  jobs: { queue: string; state: 'waiting' | 'scheduled' | 'active' | 'failed'; size: number; ageSeconds: number }[];
}

/** A question about a backlog of millions costs no more than one about this many. */
const COUNTED_UP_TO = 100_000;

/** Reads each table that work waits in. Ages are by the database's clock. */
export async function readBacklogs(pool: Pool, jobsSchema: string): Promise<BacklogFacts> {
  const [{ rows: backlogs }, { rows: jobs }] = await Promise.all([
    pool.query<Counted & { backlog: string }>(BACKLOGS),
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

const counted = (backlog: string, { from, since }: { from: string; since: string }) => `
  select '${backlog}' as backlog, count(*) as size, extract(epoch from now() - min(since)) as age
    from (select ${since} as since from ${from} limit ${COUNTED_UP_TO}) waiting`;

/** Ids of messages are version 7 of RFC 9562: their first 48 bits are the milliseconds at which they came. */
const CAME_AT = `to_timestamp(('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0)`;

const BACKLOGS = [
  counted('webhook_messages', {
    from: `(select id from webhook_queue order by id limit ${COUNTED_UP_TO}) q`,
    since: CAME_AT,
  }),
  counted('webhook_messages_failed', { from: 'webhook_set_aside', since: 'set_aside_at' }),
  counted('deliveries_due', {
    from: `deliveries where status = 'waiting' and due_at <= now() order by due_at`,
    since: 'due_at',
  }),
  counted('deliveries_scheduled', { from: `deliveries where status = 'waiting' and due_at > now()`, since: 'now()' }),
  counted('attempts_pending', { from: `connection_attempts where status = 'open'`, since: 'opened_at' }),
  counted('attempts_overdue', {
    from: `connection_attempts where status = 'open' and expires_at <= now()`,
    since: 'expires_at',
  }),
  counted('accounts_to_release', {
    from: 'connection_attempts where release_requested_at is not null and released_at is null',
    since: 'release_requested_at',
  }),
].join(' union all ');

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
