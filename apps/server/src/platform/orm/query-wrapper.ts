import type { Client, PoolClient } from 'pg';

export type Query = (...words: unknown[]) => Promise<unknown>;
type Callback = (error: unknown, result?: unknown) => void;

/** Puts a function around every query of a connection, however it is called: `wrap` is given the query as it was. */
export function wrapQuery(client: Client & PoolClient, wrap: (query: Query) => Query): void {
  const wrapped = wrap(client.query.bind(client) as Query);
  client.query = ((...words: unknown[]) => answer(wrapped, words)) as PoolClient['query'];
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
