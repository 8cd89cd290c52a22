import { PatchbayError } from './error.ts';

const FIRST_MS = 200;
const MAX_MS = 10_000;
/** Longer pauses are not waited for: the caller decides. */
const MAX_RETRY_AFTER_MS = 60_000;

/**
 * Milliseconds before try number `tries + 1`: exponential backoff with full jitter, unless the server sent
 * Retry-After.
 */
export function pauseAfter(tries: number, error: PatchbayError): number {
  if (error.retryAfterMs !== null) return error.retryAfterMs;
  return Math.random() * Math.min(MAX_MS, FIRST_MS * 2 ** tries);
}

/** Whether the same call may succeed soon. */
export function isTransient({ code, status, retryAfterMs }: PatchbayError): boolean {
  if ((retryAfterMs ?? 0) > MAX_RETRY_AFTER_MS || code === 'EXECUTION_UNCERTAIN') return false;
  if (code === 'NETWORK' || code === 'TIMEOUT' || code === 'EXECUTION_RUNNING') return true;
  return status === 429 || status === 502 || status === 503 || status === 504;
}

/** Resolves after `ms` milliseconds; rejects when `signal` aborts. */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(aborted(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}

export function aborted(signal: AbortSignal | undefined): PatchbayError {
  return new PatchbayError('ABORTED', 'the caller gave up', { cause: signal?.reason });
}
