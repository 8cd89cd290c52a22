import type { Clock } from '../../src/platform/clock.ts';

/** A clock that moves only when told. Starts at the present, because the database has a clock of its own too. */
export class ManualClock implements Clock {
  #now = Date.now();

  now(): Date {
    return new Date(this.#now);
  }

  /** Moves on by `ms` milliseconds. */
  advance(ms: number): void {
    this.#now += ms;
  }
}
