/** Milliseconds. The longest that a stream which tells nothing outlives the right to hear it. */
const ASK_EVERY = 4_000;

/** The leave of a stream's reader to go on listening, asked for again now and then while there is nothing to tell. */
export class Leave {
  readonly #ask: () => Promise<boolean>;
  #askedAt = performance.now();

  constructor(ask: () => Promise<boolean>) {
    this.#ask = ask;
  }

  /** Whether it is gone; does not ask again within {@link ASK_EVERY}. */
  async hasLapsed(): Promise<boolean> {
    const now = performance.now();
    if (now - this.#askedAt < ASK_EVERY) return false;
    this.#askedAt = now;
    return !(await this.#ask());
  }
}
