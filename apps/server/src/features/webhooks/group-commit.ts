import { setTimeout as pause } from 'node:timers/promises';

/** How many entries one group holds at most. */
const LARGEST_GROUP = 256;
/** Groups under way at once: while one waits for the disk the next is sent. */
const LANES = 2;

interface Waiting<Entry, Outcome> {
  entry: Entry;
  bytes: number;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
}

export interface GroupCommitOptions<Entry, Outcome> {
  /** Saves a group in one transaction. Answers an outcome for each entry, in their order, after the commit. */
  commit: (entries: Entry[]) => Promise<Outcome[]>;
  sizeOf: (entry: Entry) => number;
  /** Bytes that may wait. Beyond that, {@link GroupCommit.isFull} asks callers to send nothing more. */
  mostBytes: number;
}

/**
 * Saves what arrives together together: one statement and one commit for all that came while the last ones were being
 * written. Nobody waits for company, so an idle server answers as fast as with a commit of its own, and the busier it is
 * the less a commit costs each. Every entry is answered after its own group's commit, never before.
 */
export class GroupCommit<Entry, Outcome> {
  readonly #options: GroupCommitOptions<Entry, Outcome>;
  #waiting: Waiting<Entry, Outcome>[] = [];
  #waitingBytes = 0;
  #lanes = 0;
  #scheduled = false;
  #calm: PromiseWithResolvers<void> | undefined;

  constructor(options: GroupCommitOptions<Entry, Outcome>) {
    this.#options = options;
  }

  get isFull(): boolean {
    return this.#waitingBytes >= this.#options.mostBytes;
  }

  /** Resolves when nothing is being saved or waits for it; after `atMostMs` in any case. */
  async calm(atMostMs: number): Promise<void> {
    if (this.#lanes === 0 && this.#waiting.length === 0) return;
    this.#calm ??= Promise.withResolvers();
    const patience = new AbortController();
    const enough = pause(atMostMs, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([this.#calm.promise, enough]);
    patience.abort();
  }

  add(entry: Entry): Promise<Outcome> {
    const bytes = this.#options.sizeOf(entry);
    this.#waitingBytes += bytes;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, bytes, resolve, reject });
      this.#schedule();
    });
  }

  /** After the requests that this turn of the event loop has read: they make one group. */
  #schedule(): void {
    if (this.#scheduled || this.#lanes >= LANES) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    const group = this.#waiting.splice(0, LARGEST_GROUP);
    if (group.length === 0) return;
    this.#lanes += 1;
    if (this.#waiting.length > 0) this.#schedule();
    try {
      const outcomes = await this.#options.commit(group.map(({ entry }) => entry));
      for (const [index, { resolve }] of group.entries()) resolve(outcomes[index] as Outcome);
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      for (const { bytes } of group) this.#waitingBytes -= bytes;
      this.#lanes -= 1;
      if (this.#waiting.length > 0) this.#schedule();
      else if (this.#lanes === 0) this.#rest();
    }
  }

  #rest(): void {
    this.#calm?.resolve();
    this.#calm = undefined;
  }
}
