import type { Clock } from '../clock.ts';

const WINDOW_MS = 60_000;

/**
 * Counts calls per caller, in one-minute windows that are the same for all callers. Counts are per process: with several processes
 * a caller may use the limit of each. A count is dropped with its window, so memory is bounded by the callers of a minute.
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

  /** Counts a call. Returns how many seconds to wait, at least 1, if it exceeds the limit; otherwise undefined. */
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
