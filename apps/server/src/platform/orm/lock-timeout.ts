import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';

/** Milliseconds. Statements that come after one that waits for a lock wait behind it: those of incoming webhooks, for 10 s. */
const LOCK_TIMEOUT = 1_000;
const TRIES = 3;
/** Milliseconds between two tries, in which waiting statements get through. */
const REST = 500;

/**
 * Runs `work`, with a few retries, on a connection whose statements fail instead of waiting long for a lock. Throws the last
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

/** Another session held the lock, or PostgreSQL ended a deadlock by canceling ours (PostgreSQL documentation, appendix A). */
function wasInTheWay(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && (thrown.code === '55P03' || thrown.code === '40P01');
}
