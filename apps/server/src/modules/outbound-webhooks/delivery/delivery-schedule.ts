const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Milliseconds before each try, the first one immediately: three days in total. */
const DELAYS = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/**
 * Maximum jitter, as a fraction of the delay, so that the retries after an outage do not all arrive in the same
 * second.
 */
const JITTER = 0.1;

/** How long an endpoint may fail without a success before it is switched off. Milliseconds. */
export const SWITCH_OFF_AFTER_MS = 5 * 24 * HOUR;

/** Range in which an endpoint's `Retry-After` is honored, in milliseconds. */
const RETRY_AFTER_MS = { least: SECOND, most: 24 * HOUR };

export interface Failure {
  /** Number of tries so far. */
  tries: number;
  now: Date;
  /** The endpoint's `Retry-After` in milliseconds, which replaces the schedule's delay. */
  retryAfterMs?: number | undefined;
}

/** When to try again after a failure; null to give up. `chance` is in [0, 1). */
export function nextTry({ tries, now, retryAfterMs }: Failure, chance: number): Date | null {
  const delay = DELAYS[tries];
  if (delay === undefined) return null;
  const { least, most } = RETRY_AFTER_MS;
  const asked = retryAfterMs === undefined ? delay : Math.min(Math.max(retryAfterMs, least), most);
  return new Date(now.getTime() + asked * (1 + JITTER * chance));
}
