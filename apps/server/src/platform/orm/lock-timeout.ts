import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';

/** Milliseconds. Statements that come after one that waits for a lock wait behind it: those of incoming webhooks, for 10 s. */
const LOCK_TIMEOUT = 1_000;
const TRIES = 3;
/** Milliseconds between two tries, in which those who came meanwhile get through. */
const REST = 500;

/**
 * Runs `work` on a connection whose statements would rather fail than wait long for a lock, a few times. Throws the last
 * failure: `lock_not_available`, 55P03, where the table was locked all the time.
 */
export async function withLockTimeout(pool: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`set lock_timeout = ${LOCK_TIMEOUT}`);
    for (let tries = 1; ; tries += 1) {
      try {
        return await work(client);
      } catch (error) {
        if (tries === TRIES || !wasInTheWay(error)) throw error;
        await pause(REST);
      }
    }
  } finally {
    client.release(true); // with its setting
  }
}

/** Another session had the lock, or a deadlock was ended at our cost (PostgreSQL documentation, appendix A). */
function wasInTheWay(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && (thrown.code === '55P03' || thrown.code === '40P01');
}
