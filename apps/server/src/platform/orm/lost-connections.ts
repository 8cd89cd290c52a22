import type { Client, Pool, PoolClient } from 'pg';

/** Milliseconds for the holder of a dead connection to notice it and release it. */
const NOTICE_WITHIN = 1_000;

/**
 * Gives connections that died while in use back to the pool. A transaction releases its connection after a COMMIT or a ROLLBACK
 * that succeeded (kysely 0.29, `ControlledTransaction`), and on a dead connection neither succeeds: a few restarts of the database
 * would exhaust the pool, and every request would wait forever.
 */
export function recoverLostConnections(pool: Pool): void {
  const lent = new Set<PoolClient>();
  pool.on('acquire', (client) => lent.add(client));
  pool.on('release', (_error, client) => lent.delete(client));
  pool.on('connect', (client) => {
    // Without a listener, its end between two statements of a transaction would crash the process; the next statement reports it.
    client.on('error', () => undefined);
    endWhenUnanswered(client);
    client.once('end', () => setTimeout(() => lent.has(client) && client.release(true), NOTICE_WITHIN).unref());
  });
}

/** After a timeout of `pg` the connection still waits for the response, and everything sent on it later would wait behind that. */
function endWhenUnanswered(client: Client & PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const watched = (...args: unknown[]) => {
    const answer = query(...args);
    if (answer instanceof Promise) {
      answer.catch((error: unknown) => {
        if (error instanceof Error && error.message === 'Query read timeout') void client.end();
      });
    }
    return answer;
  };
  client.query = watched as PoolClient['query'];
}
