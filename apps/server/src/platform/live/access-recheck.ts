/** Milliseconds. Streams poll every two seconds; this is every second poll, so that none outlives its reader's access by five seconds. */
const ASK_EVERY = 3_000;

/** Periodically checks the access of a stream's reader again, also while the stream has no items. */
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
