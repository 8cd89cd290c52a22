import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../logging/logger.ts';
import { type DatabaseSetupCode, DatabaseSetupError } from './database-setup-error.ts';

/** Milliseconds between two tries. */
const PAUSE_MS = 1_000;

/** Temporary states: it is starting, its name does not resolve yet, a standby is being promoted. Anything else is a configuration error. */
const PASSING: ReadonlySet<DatabaseSetupCode> = new Set(['DATABASE_AWAY', 'DATABASE_READ_ONLY']);

export interface Waiting {
  /** Milliseconds at most. */
  waitMs: number;
  log: Logger;
  /** Ends the waiting. */
  signal?: AbortSignal | undefined;
}

/**
 * Retries until the database is available, and logs each reason once. Throws the last `DatabaseSetupError` when the time is up, and
 * a permanent one immediately.
 */
export async function waitForDatabase<Result>(
  reach: () => Promise<Result>,
  { waitMs, log, signal }: Waiting,
): Promise<Result> {
  const until = performance.now() + waitMs;
  let said: string | undefined;
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await reach();
    } catch (error) {
      const passes = error instanceof DatabaseSetupError && PASSING.has(error.code);
      if (!passes || performance.now() + PAUSE_MS > until) throw error;
      const atMost = `${Math.round(waitMs / 1000)} s at most (DATABASE_WAIT)`;
      if (said !== error.says) log.warn({ code: error.code }, `database: waiting for it, ${atMost}. ${error.says}`);
      said = error.says;
      await pause(PAUSE_MS, undefined, signal ? { signal } : {});
    }
  }
}
