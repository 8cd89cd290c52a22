import type { Pool } from 'pg';
import type { Clock } from './clock.ts';
import type { Logger } from './logging/logger.ts';

/** Milliseconds between two comparisons: the longest that a step of the database's clock goes unnoticed. */
const COMPARE_EVERY_MS = 5_000;
/** At the start; of several in a row the quickest is the most exact. Later ones have what is held to compare with. */
const COMPARISONS = 3;
/** How far two machines' oscillators may drift apart, as a part of the time that passes: far more than real ones do. */
const DRIFT = 0.0005;
/** Milliseconds from which it is said that the process' own clock is off. */
export const NOTABLE_SKEW_MS = 2_000;

/** How far the database's clock is from this process' monotonic one, in milliseconds, and how exactly that is known. */
interface Comparison {
  offset: number;
  error: number;
  /** On the monotonic clock. */
  madeAt: number;
}

/**
 * The database's clock, for all processes of an installation the same: its distance to this process' monotonic clock, which no
 * adjustment of the system's clock moves, is measured at the start and every few seconds. Exact to half a round trip.
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

  /** Compares once and goes on comparing until {@link stop}. Throws where the database cannot be asked. */
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
      // The monotonic clock goes on meanwhile; that the database is away is said by whatever needs it.
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

/** On one connection, so that waiting for one is not part of the round trip. */
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

/** The fresh one where it is as exact, or where both cannot be right; a slow answer of a busy database moves nothing. */
function better(held: Comparison, fresh: Comparison): Comparison {
  const heldError = held.error + (fresh.madeAt - held.madeAt) * DRIFT;
  const contradicts = Math.abs(fresh.offset - held.offset) > fresh.error + heldError;
  return fresh.error <= heldError || contradicts ? fresh : held;
}
