/** The time, injected everywhere so that tests can set it. The server's is {@link DatabaseClock}. */
export interface Clock {
  now(): Date;
}

/** This process' own clock: for comparing it with the database's, and for tests. Nothing is decided by it. */
export const systemClock: Clock = { now: () => new Date() };
