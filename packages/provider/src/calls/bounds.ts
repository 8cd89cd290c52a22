/** What one call may cost. */
export interface Bounds {
  /** Milliseconds for one try, from the request to the last byte of the answer. */
  timeoutMs: number;
  /** Bytes of an answer, decompressed. */
  mostBytes: number;
  /** Tries at most, the first included. */
  tries: number;
  /** Milliseconds before the second try; doubled before each further one, up to 4 s. */
  firstPauseMs: number;
  /** Milliseconds. A provider that asks for a longer pause is not waited for: the call fails, and the caller comes back. */
  longestWaitMs: number;
  /** Milliseconds after which no try begins, the first neither: waiting for others counts. */
  budgetMs: number;
}

const MEBIBYTE = 1024 * 1024;

/** For everything that a person or a job waits for: it ends within 30 s, whatever the provider does. */
export const CALL_BOUNDS: Bounds = {
  timeoutMs: 10_000,
  mostBytes: MEBIBYTE,
  tries: 3,
  firstPauseMs: 250,
  longestWaitMs: 5_000,
  budgetMs: 20_000,
};

/** For pages of the catalog, which no caller waits for: the sync waits until a rate limit of a minute is over. */
export const PAGE_BOUNDS: Bounds = {
  timeoutMs: 10_000,
  mostBytes: 5 * MEBIBYTE,
  tries: 6,
  firstPauseMs: 250,
  longestWaitMs: 60_000,
  budgetMs: 180_000,
};
