const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Milliseconds before each attempt, the first at once: three days of trying in all. */
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

/** What a delay may grow by, so that the deliveries of an outage do not all come back in one second. */
const JITTER = 0.1;

/** How long an endpoint may fail without a single success before it is switched off. Milliseconds. */
export const PATIENCE_MS = 5 * 24 * HOUR;

/** When to try again after `attempts` failures; null when it is given up. `chance` is in [0, 1). */
export function nextAttempt(attempts: number, now: Date, chance: number): Date | null {
  const delay = DELAYS[attempts];
  return delay === undefined ? null : new Date(now.getTime() + delay * (1 + JITTER * chance));
}
