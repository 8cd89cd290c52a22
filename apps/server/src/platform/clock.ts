/** The time, injected everywhere so that tests can set it. The server's is {@link DatabaseClock}. */
export interface Clock {
  now(): Date;
}

/** This process's own clock: for tests, and to compare it with the database's. No decision uses it. */
export const systemClock: Clock = { now: () => new Date() };
