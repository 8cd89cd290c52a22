import type { Clock as PgBossClock } from 'pg-boss';
import type { Clock } from '../clock.ts';

/** The longest delay of a timer, in milliseconds: Node treats a longer one as one millisecond. */
const LONGEST_PAUSE_MS = 2 ** 31 - 1;

/**
 * The time by which pg-boss decides when to check its schedules. If its timer fires early by `clock`, it waits for the rest. Measured by
 * the process's own clock, which can be set back, that would be hours without any schedule, or longer than a timer can wait, which
 * would then fire a thousand times a second.
 */
export function jobClock(clock: Clock): PgBossClock {
  return {
    now: () => clock.now().getTime(),
    setTimeout: (fn, ms) => setTimeout(fn, Math.min(ms, LONGEST_PAUSE_MS)),
    clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
    setInterval: (fn, ms) => setInterval(fn, Math.min(ms, LONGEST_PAUSE_MS)),
    clearInterval: (timer) => clearInterval(timer as NodeJS.Timeout),
  };
}
