import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../logging/logger.ts';
import { type DatabaseSetupCode, DatabaseSetupError } from './database-setup-error.ts';

/** Milliseconds between two tries. */
const PAUSE_MS = 1_000;

/** What may pass by itself: it starts, its name is not known yet, a standby is being promoted. Everything else is a mistake. */
const PASSING: ReadonlySet<DatabaseSetupCode> = new Set(['DATABASE_AWAY', 'DATABASE_READ_ONLY']);

export interface Waiting {
  /** Milliseconds at most. */
  waitMs: number;
  log: Logger;
  /** Ends the waiting. */
  signal?: AbortSignal | undefined;
}

/**
 * Tries until the database is there, and says once for each reason what it waits for. Throws the last `DatabaseSetupError` when
 * the time is over, and one that will not pass at once.
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
