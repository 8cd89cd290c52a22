import type { Bounds } from './bounds.ts';
import { CallFailure } from './call-failure.ts';

/** Time and chance, for tests. */
export interface Pauses {
  /** Resolves after `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
  /** Evenly from 0 to 1. */
  random(): number;
  /** Milliseconds from any origin. */
  now(): number;
}

export const realPauses: Pauses = {
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
  now: () => performance.now(),
};

/** Milliseconds. */
const LONGEST_OWN_PAUSE_MS = 4_000;

export interface RetryOptions {
  bounds: Bounds;
  /** Whether doing it twice is the same as doing it once. */
  repeatable: boolean;
  pauses: Pauses;
}

/** A try, which has to begin within so many milliseconds. */
type Attempt<Result> = (beginsWithinMs: number) => Promise<Result>;

/** Tries until there is an answer, or until trying again makes no sense; then throws the last `CallFailure`. */
export async function retrying<Result>(options: RetryOptions, attempt: Attempt<Result>): Promise<Result> {
  const { bounds, pauses } = options;
  const begun = pauses.now();
  let before: unknown;
  for (let number = 1; ; number += 1) {
    try {
      return await attempt(bounds.budgetMs - (pauses.now() - begun));
    } catch (error) {
      // That this try was not made says nothing of those that were: they may have done it.
      if (before !== undefined && error instanceof CallFailure && error.trouble === 'busy') throw before;
      before = error;
      const pause = error instanceof CallFailure ? pauseAfter(error, number, options) : Infinity;
      if (number >= bounds.tries || pause > bounds.longestWaitMs) throw error;
      if (pauses.now() - begun + pause >= bounds.budgetMs) throw error;
      await pauses.sleep(pause);
    }
  }
}

/**
 * Milliseconds: what the provider asks for, plus up to a tenth; otherwise between half and all of a pause that doubles.
 * Infinity: never again.
 */
function pauseAfter(failure: CallFailure, number: number, { bounds, repeatable, pauses }: RetryOptions): number {
  if (!isTransient(failure, repeatable)) return Infinity;
  const { retryAfterMs } = failure;
  if (retryAfterMs !== undefined) return retryAfterMs * (1 + pauses.random() / 10);
  const longest = Math.min(bounds.firstPauseMs * 2 ** (number - 1), LONGEST_OWN_PAUSE_MS);
  return longest * (0.5 + pauses.random() / 2);
}

/**
 * What is refused for its rate was not done and may be asked again. What was cut, timed out or broke halfway may have
 * been done: it is repeated only where that changes nothing.
 */
function isTransient({ trouble, status = 0 }: CallFailure, repeatable: boolean): boolean {
  if (status === 429) return true;
  if (!repeatable) return false;
  return (
    trouble === 'unreachable' || trouble === 'timeout' || (trouble === 'status' && (status === 408 || status >= 500))
  );
}
