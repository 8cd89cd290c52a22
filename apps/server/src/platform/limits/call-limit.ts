import type { Clock } from '../clock.ts';

const WINDOW_MS = 60_000;

/**
 * Counts calls per caller, in windows of a minute that are the same for all. It lives in this process: with several, a
 * caller has the sum. What is counted is forgotten with its window, so its size is bounded by the callers of a minute.
 */
export class CallLimit {
  readonly #perMinute: number;
  readonly #clock: Clock;
  #calls = new Map<string, number>();
  #window = 0;

  /** `perMinute` 0: no limit. */
  constructor(perMinute: number, clock: Clock) {
    this.#perMinute = perMinute;
    this.#clock = clock;
  }

  /** Counts a call. Answers how many seconds to wait when it is one too many, at least 1; otherwise nothing. */
  take(caller: string): number | undefined {
    if (this.#perMinute === 0) return undefined;
    const now = this.#clock.now().getTime();
    const window = Math.floor(now / WINDOW_MS);
    if (window !== this.#window) [this.#window, this.#calls] = [window, new Map()];
    const calls = (this.#calls.get(caller) ?? 0) + 1;
    this.#calls.set(caller, calls);
    return calls > this.#perMinute ? Math.ceil(((window + 1) * WINDOW_MS - now) / 1000) : undefined;
  }
}
