import type { Pool } from 'pg';
import type { Clock } from './clock.ts';
import type { Logger } from './logging/logger.ts';

/** Milliseconds between two comparisons, and so the longest that a jump of the database's clock goes unnoticed. */
const COMPARE_EVERY_MS = 5_000;
/** Samples at the start; the fastest round trip is the most exact. Later measurements are compared with the current offset. */
const COMPARISONS = 3;
/** How far two machines' oscillators may drift apart, as a fraction of the elapsed time: far more than real ones do. */
const DRIFT = 0.0005;
/** Milliseconds above which the log says that this process's own clock is wrong. */
export const NOTABLE_SKEW_MS = 2_000;

/** The offset of the database's clock from this process's monotonic clock, in milliseconds, and its uncertainty. */
interface Comparison {
  offset: number;
  error: number;
  /** On the monotonic clock. */
  madeAt: number;
}

/**
 * The database's clock, which all processes of an installation share. Its offset from this process's monotonic clock, which is
 * not affected by adjustments of the system clock, is measured at the start and every few seconds, to within half a round trip.
 */
export class DatabaseClock implements Clock {
  readonly #pool: Pool;
  readonly #log: Logger;
  #held: Comparison;
  #isOff = false;
  #timer: NodeJS.Timeout | undefined;

  private constructor(pool: Pool, log: Logger, first: Comparison) {
    this.#pool = pool;
    this.#log = log;
    this.#held = first;
  }

  /** Measures once, then periodically until {@link stop}. Throws if the database cannot be reached. */
  static async start(pool: Pool, log: Logger): Promise<DatabaseClock> {
    const clock = new DatabaseClock(pool, log, await compare(pool));
    clock.#sayWhetherOff();
    clock.#timer = setInterval(() => void clock.#compareAgain(), COMPARE_EVERY_MS).unref();
    return clock;
  }

  /** The database's time now, once. */
  static async read(pool: Pool): Promise<Date> {
    return new Date(performance.now() + (await compare(pool)).offset);
  }

  now(): Date {
    return new Date(performance.now() + this.#held.offset);
  }

  /** Milliseconds by which this process' own clock is ahead of the database's; negative where it is behind. */
  get skewMs(): number {
    return Date.now() - this.now().getTime();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #compareAgain(): Promise<void> {
    try {
      this.#held = better(this.#held, await compare(this.#pool, 1));
      this.#sayWhetherOff();
    } catch (error) {
      // The monotonic clock keeps running; whatever needs the database reports that it is unavailable.
      this.#log.debug({ err: error }, 'clock: could not be compared with the database’s');
    }
  }

  #sayWhetherOff(): void {
    const skew = this.skewMs;
    const isOff = Math.abs(skew) >= NOTABLE_SKEW_MS;
    if (isOff === this.#isOff) return;
    this.#isOff = isOff;
    const clockOffsetSeconds = inSeconds(skew);
    if (isOff) this.#log.warn({ clockOffsetSeconds }, `clock: ${skewText(skew)}; deadlines follow the database’s`);
    else this.#log.info({ clockOffsetSeconds }, 'clock: this process agrees with the database again');
  }
}

/** For people: the offset of this process' own clock. */
export function skewText(skewMs: number): string {
  const direction = skewMs < 0 ? 'behind' : 'ahead of';
  return `this process’ clock is ${Math.abs(inSeconds(skewMs)).toFixed(1)} s ${direction} the database’s`;
}

/** To a tenth of a second. */
export function inSeconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}

/** On one connection, so that waiting for a free one is not part of the round trip. */
async function compare(pool: Pool, times = COMPARISONS): Promise<Comparison> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    const all: Comparison[] = [];
    for (let count = 0; count < times; count += 1) {
      const asked = performance.now();
      const { rows } = await client.query<{ ms: number }>(NOW);
      all.push(comparisonOf(asked, rows[0]?.ms ?? Number.NaN));
    }
    return all.reduce((best, each) => (each.error < best.error ? each : best));
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(failure);
  }
}

const NOW = `select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`;

function comparisonOf(asked: number, ms: number): Comparison {
  const madeAt = performance.now();
  const error = (madeAt - asked) / 2;
  return { offset: ms - (asked + error), error, madeAt };
}

/** The new measurement if it is as exact, or if both cannot be right; a slow response of a busy database changes nothing. */
function better(held: Comparison, fresh: Comparison): Comparison {
  const heldError = held.error + (fresh.madeAt - held.madeAt) * DRIFT;
  const contradicts = Math.abs(fresh.offset - held.offset) > fresh.error + heldError;
  return fresh.error <= heldError || contradicts ? fresh : held;
}
