import type { Compilable } from 'kysely';
import type { Pool } from 'pg';

/**
 * Runs a typed statement on a pool, or on one of its connections, where there is no unit of work. Without a name: a prepared
 * statement of the server belongs to a session, and through a pooler the next one does not have it.
 */
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
