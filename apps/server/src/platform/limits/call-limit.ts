import type { Clock } from '../clock.ts';

const WINDOW_MS = 60_000;

/** Where a caller stands with a limit, for the headers of an answer. */
export interface CountedLimit {
  perMinute: number;
  remaining: number;
  /** Until the next window. */
  seconds: number;
}

/**
 * Counts calls per caller, in one-minute windows that are the same for all callers. Counts are per process: with several processes
 * a caller may use the limit of each. A count is dropped with its window, so memory is bounded by the callers of a minute.
 */
export class CallLimit {
  /** Its name in RateLimit headers. */
  readonly name: string;
  readonly #perMinute: number;
  readonly #clock: Clock;
  #calls = new Map<string, number>();
  #window = 0;

  /** `perMinute` 0: no limit. */
  constructor(perMinute: number, clock: Clock, name = 'calls') {
    this.name = name;
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
    return calls > this.#perMinute ? this.#secondsLeft(now) : undefined;
  }

  /** After `take`: where the caller stands; undefined without a limit. */
  standing(caller: string): CountedLimit | undefined {
    if (this.#perMinute === 0) return undefined;
    const remaining = Math.max(0, this.#perMinute - (this.#calls.get(caller) ?? 0));
    return { perMinute: this.#perMinute, remaining, seconds: this.#secondsLeft(this.#clock.now().getTime()) };
  }

  #secondsLeft(now: number): number {
    return Math.ceil(((this.#window + 1) * WINDOW_MS - now) / 1000);
  }
}
