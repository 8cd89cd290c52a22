/** Milliseconds. Streams look every two seconds: at every second look, so that none outlives its reader's access by five. */
const ASK_EVERY = 3_000;

/** Checks the access of a stream's reader again now and then, also while the stream has no items. */
export class AccessRecheck {
  readonly #ask: () => Promise<boolean>;
  #askedAt = performance.now();

  constructor(ask: () => Promise<boolean>) {
    this.#ask = ask;
  }

  /** Whether the access has ended; does not check again within {@link ASK_EVERY}. */
  async isRevoked(): Promise<boolean> {
    const now = performance.now();
    if (now - this.#askedAt < ASK_EVERY) return false;
    this.#askedAt = now;
    return !(await this.#ask());
  }
}
