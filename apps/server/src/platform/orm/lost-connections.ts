import type { Client, Pool, PoolClient } from 'pg';

/** Milliseconds in which the holder of a connection that died notices it, and gives it back. */
const NOTICE_WITHIN = 1_000;

/**
 * Gives connections that died while in use back to the pool. A transaction releases its connection after a COMMIT or a ROLLBACK
 * that succeeded (kysely 0.29, `ControlledTransaction`), which on a dead one neither does: a few restarts of the database
 * would use the pool up, and every request would wait forever.
 */
export function recoverLostConnections(pool: Pool): void {
  const lent = new Set<PoolClient>();
  pool.on('acquire', (client) => lent.add(client));
  pool.on('release', (_error, client) => lent.delete(client));
  pool.on('connect', (client) => {
    // Without a listener its end between two statements of a transaction would end the process; the next statement says it.
    client.on('error', () => undefined);
    endWhenUnanswered(client);
    client.once('end', () => setTimeout(() => lent.has(client) && client.release(true), NOTICE_WITHIN).unref());
  });
}

/** After a timeout of `pg` the connection still waits for the answer, and everything that is sent by it later waits behind that. */
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
