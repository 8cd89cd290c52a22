import type { Compilable } from 'kysely';
import type { Pool } from 'pg';

/** Runs a typed statement on a pool, or on one of its connections, where there is no unit of work. */
export async function runOn<Row>(
  on: Pick<Pool, 'query'>,
  query: Compilable<Row>,
  /** Milliseconds to wait for a response. */
  patienceMs?: number,
): Promise<Row[]> {
  const { sql: text, parameters } = query.compile();
  const { rows } = await on.query({ text, values: [...parameters], ...(patienceMs && { query_timeout: patienceMs }) });
  return rows as Row[];
}
