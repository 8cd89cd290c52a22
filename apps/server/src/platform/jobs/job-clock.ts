import type { Clock as PgBossClock } from 'pg-boss';
import type { Clock } from '../clock.ts';

/** The longest pause of a timer, milliseconds: Node takes a longer one for one millisecond. */
const LONGEST_PAUSE_MS = 2 ** 31 - 1;

/**
 * The time by which pg-boss decides when to look at its schedules. A timer of it that fires early by `clock` waits for what is
 * left: by the process' own clock, which an adjustment may set back, that is hours in which no schedule runs, or more than a
 * timer can wait, which then fires a thousand times a second.
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
