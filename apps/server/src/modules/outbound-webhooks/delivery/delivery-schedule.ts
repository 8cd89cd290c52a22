const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Milliseconds before each try, the first at once: three days of trying in all. */
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

/** Milliseconds within which an endpoint's `Retry-After` is kept. */
const RETRY_AFTER_MS = { least: SECOND, most: 24 * HOUR };

export interface Failure {
  /** How many tries there were. */
  tries: number;
  now: Date;
  /** What the endpoint asked for instead of the schedule's delay, milliseconds. */
  retryAfterMs?: number | undefined;
}

/** When to try again after a failure; null when it is given up. `chance` is in [0, 1). */
export function nextTry({ tries, now, retryAfterMs }: Failure, chance: number): Date | null {
  const delay = DELAYS[tries];
  if (delay === undefined) return null;
  const { least, most } = RETRY_AFTER_MS;
  const asked = retryAfterMs === undefined ? delay : Math.min(Math.max(retryAfterMs, least), most);
  return new Date(now.getTime() + asked * (1 + JITTER * chance));
}
