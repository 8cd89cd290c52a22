import type { Pool } from 'pg';

/** A queue with waiting jobs, and in how many milliseconds the first of them is due; 0 or less for now. */
export interface WaitingQueue {
  name: string;
  inMs: number;
}

/**
 * One statement for all queues, by the database's clock. Through an index of pg-boss on name, state and time, two rows of a
 * queue at most, however many jobs wait: one that was never tried and one that is tried again. Raw SQL: the table is pg-boss's
 * own, in a schema that is known only when the process runs.
 */
export async function readWaitingQueues(
  pool: Pool,
  { schema, queues }: { schema: string; queues: string[] },
): Promise<WaitingQueue[]> {
  const { rows } = await pool.query<WaitingQueue>(
    `select queue.name, (extract(epoch from min(job.start_after) - now()) * 1000)::float8 as "inMs"
       from unnest($1::text[]) as queue (name)
       cross join unnest(array['created', 'retry']::${schema}.job_state[]) as waiting (state)
       cross join lateral (
         select start_after from ${schema}.job_common
          where name = queue.name and state = waiting.state and not blocked order by start_after limit 1
       ) job
      group by queue.name`,
    [queues],
  );
  return rows;
}
