import type { Client, Pool, PoolClient } from 'pg';
import { type Query, wrapQuery } from './query-wrapper.ts';

/** A text that starts a transaction itself, possibly with its statements and its end, as pg-boss sends them. */
const BEGINS = /^\s*(?:begin|start\s+transaction)\b[^;]*/i;
/** PostgreSQL refuses to run these in a transaction. */
const NEVER_IN_ONE = /\bconcurrently\b|^\s*vacuum\b/i;

/**
 * Sets PostgreSQL's limits (`settings`, by name) for everything that a pool behind a transaction pooler runs. There a session
 * setting would affect other clients and not our own next statement, so each transaction starts with them, and a statement outside of
 * one gets its own transaction, at the price of two more round trips to the pooler.
 */
export function limitStatements(pool: Pool, settings: Readonly<Record<string, number>>): void {
  const limits = Object.entries(settings).map(([name, value]) => `set local ${name} = ${value}`);
  pool.on('connect', (client) => wrapQuery(client, limited(client, limits.join('; '))));
}

function limited(client: Client & PoolClient, limits: string): (query: Query) => Query {
  return (query) =>
    (first, ...words) => {
      const text = textOf(first);
      if (text === undefined || NEVER_IN_ONE.test(text)) return query(first, ...words);
      if (BEGINS.test(text))
        return query(
          text.replace(BEGINS, (begin) => `${begin}; ${limits}`),
          ...words,
        );
      return client.getTransactionStatus() === 'I' ? alone(query, limits)(first, ...words) : query(first, ...words);
    };
}

const alone =
  (query: Query, limits: string): Query =>
  async (...words) => {
    await query(`begin; ${limits}`);
    try {
      const result = await query(...words);
      await query('commit');
      return result;
    } catch (error) {
      await query('rollback').catch(() => undefined); // a connection that is gone: the first error says why
      throw error;
    }
  };

/** Undefined for a query that submits itself, such as a cursor. */
function textOf(query: unknown): string | undefined {
  if (typeof query === 'string') return query;
  return typeof query === 'object' && query !== null && 'text' in query && !('submit' in query)
    ? String(query.text)
    : undefined;
}
