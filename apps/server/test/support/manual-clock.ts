import type { Clock } from '../../src/platform/clock.ts';

/** A clock that only advances on request. Starts at the current time, because the database has its own clock. */
export class ManualClock implements Clock {
  #now = Date.now();

  now(): Date {
    return new Date(this.#now);
  }

  /** Advances by `ms` milliseconds. */
  advance(ms: number): void {
    this.#now += ms;
  }
}
