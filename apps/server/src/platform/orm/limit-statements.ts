import type { Client, Pool, PoolClient } from 'pg';

/** A text that starts a transaction itself, possibly with its statements and its end, as pg-boss sends them. */
const BEGINS = /^\s*(?:begin|start\s+transaction)\b[^;]*/i;
/** PostgreSQL refuses to run these in a transaction. */
const NEVER_IN_ONE = /\bconcurrently\b|^\s*vacuum\b/i;

type Query = (...words: unknown[]) => Promise<unknown>;
type Callback = (error: unknown, result?: unknown) => void;

/**
 * Sets PostgreSQL's limits (`settings`, by name) for everything that a pool behind a transaction pooler runs. There a session
 * setting would affect other clients and not our own next statement, so each transaction starts with them, and a statement outside of
 * one gets its own transaction, at the price of two more round trips to the pooler.
 */
export function limitStatements(pool: Pool, settings: Readonly<Record<string, number>>): void {
  const limits = Object.entries(settings).map(([name, value]) => `set local ${name} = ${value}`);
  pool.on('connect', (client) => limitClient(client, limits.join('; ')));
}

function limitClient(client: Client & PoolClient, limits: string): void {
  const query = client.query.bind(client) as Query;
  const alone: Query = async (...words) => {
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
  const limited: Query = (first, ...words) => {
    const text = textOf(first);
    if (text === undefined || NEVER_IN_ONE.test(text)) return query(first, ...words);
    if (BEGINS.test(text))
      return query(
        text.replace(BEGINS, (begin) => `${begin}; ${limits}`),
        ...words,
      );
    return client.getTransactionStatus() === 'I' ? alone(first, ...words) : query(first, ...words);
  };
  client.query = ((...words: unknown[]) => answer(limited, words)) as PoolClient['query'];
}

/** Undefined for a query that submits itself, such as a cursor. */
function textOf(query: unknown): string | undefined {
  if (typeof query === 'string') return query;
  return typeof query === 'object' && query !== null && 'text' in query && !('submit' in query)
    ? String(query.text)
    : undefined;
}

/** `Pool.query` passes a callback; everything else awaits. */
function answer(query: Query, words: unknown[]): Promise<unknown> | undefined {
  const callback = words.at(-1);
  if (typeof callback !== 'function') return query(...words);
  const tell = callback as Callback;
  query(...words.slice(0, -1)).then(
    (result) => tell(undefined, result),
    (error: unknown) => tell(error),
  );
  return undefined;
}
