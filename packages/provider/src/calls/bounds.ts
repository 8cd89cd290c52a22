/** Limits of one call. */
export interface Bounds {
  /** Milliseconds for one try, from the request to the last byte of the response. */
  timeoutMs: number;
  /** Maximum bytes of a response, decompressed. */
  maxBytes: number;
  /** Maximum number of tries, including the first. */
  tries: number;
  /** Milliseconds before the second try; doubled before each further one, up to 4 s. */
  firstPauseMs: number;
  /** Milliseconds. If the provider asks for a longer pause, the call fails, and the caller retries later. */
  longestWaitMs: number;
  /** Milliseconds after which no try starts, not even the first: waiting for a slot counts. */
  budgetMs: number;
}

const MEBIBYTE = 1024 * 1024;

/** For calls that a person or a job waits for: they end within 30 s, whatever the provider does. */
export const CALL_BOUNDS: Bounds = {
  timeoutMs: 10_000,
  maxBytes: MEBIBYTE,
  tries: 3,
  firstPauseMs: 250,
  longestWaitMs: 5_000,
  budgetMs: 20_000,
};

/** For pages of the catalog, which no caller waits for: the sync waits out a rate limit of a minute. */
export const PAGE_BOUNDS: Bounds = {
  timeoutMs: 10_000,
  maxBytes: 5 * MEBIBYTE,
  tries: 6,
  firstPauseMs: 250,
  longestWaitMs: 60_000,
  budgetMs: 180_000,
};
