import type { Bounds } from './bounds.ts';
import { CallFailure } from './call-failure.ts';

/** Time and randomness, injected for tests. */
export interface Pauses {
  /** Resolves after `ms` milliseconds. */
  sleep(ms: number): Promise<void>;
  /** Uniform in [0, 1). */
  random(): number;
  /** Milliseconds since any fixed point. */
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
  /** Whether repeating it has no further effect. */
  repeatable: boolean;
  pauses: Pauses;
}

/** One try, which must start within the given milliseconds. */
type Attempt<Result> = (beginsWithinMs: number) => Promise<Result>;

/** Retries until there is a result, or until retrying makes no sense; then throws the last `CallFailure`. */
export async function retrying<Result>(options: RetryOptions, attempt: Attempt<Result>): Promise<Result> {
  const { bounds, pauses } = options;
  const begun = pauses.now();
  let before: unknown;
  for (let number = 1; ; number += 1) {
    try {
      return await attempt(bounds.budgetMs - (pauses.now() - begun));
    } catch (error) {
      // A try that was not made says nothing about earlier ones, which may have succeeded.
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
 * Milliseconds: the provider's Retry-After plus up to a tenth, or exponential backoff with jitter between half and
 * all of it. Infinity: do not retry.
 */
function pauseAfter(failure: CallFailure, number: number, { bounds, repeatable, pauses }: RetryOptions): number {
  if (!isTransient(failure, repeatable)) return Infinity;
  const { retryAfterMs } = failure;
  if (retryAfterMs !== undefined) return retryAfterMs * (1 + pauses.random() / 10);
  const longest = Math.min(bounds.firstPauseMs * 2 ** (number - 1), LONGEST_OWN_PAUSE_MS);
  return longest * (0.5 + pauses.random() / 2);
}

/**
 * A rate-limited request was not processed and may be retried. A request that timed out or broke halfway may have
 * been processed: it is retried only if repeating it has no further effect.
 */
function isTransient({ trouble, status = 0 }: CallFailure, repeatable: boolean): boolean {
  if (status === 429) return true;
  if (!repeatable) return false;
  return (
    trouble === 'unreachable' || trouble === 'timeout' || (trouble === 'status' && (status === 408 || status >= 500))
  );
}
