import type { Pool, PoolClient } from 'pg';

/** Milliseconds in which whoever holds a connection that died notices it, and gives it back. */
const NOTICE_WITHIN = 1_000;

/**
 * Gives back to the pool what died in somebody's hands. A transaction releases its connection after a COMMIT or a ROLLBACK
 * that succeeded (kysely 0.29, `ControlledTransaction`), which on a dead one neither does: a few restarts of the database
 * would use the pool up, and everybody would wait for ever.
 */
export function recoverLostConnections(pool: Pool): void {
  const lent = new Set<PoolClient>();
  pool.on('acquire', (client) => lent.add(client));
  pool.on('release', (_error, client) => lent.delete(client));
  pool.on('connect', (client) => {
    // Without a listener its end between two statements of a transaction would end the process; the next statement says it.
    client.on('error', () => undefined);
    client.once('end', () => setTimeout(() => lent.has(client) && client.release(true), NOTICE_WITHIN).unref());
  });
}
