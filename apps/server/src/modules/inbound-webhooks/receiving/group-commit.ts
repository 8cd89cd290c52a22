import { setTimeout as pause } from 'node:timers/promises';

/** How many entries one group holds at most. */
const LARGEST_GROUP = 256;
/** Groups under way at once: while one waits for the disk the next is sent. */
const LANES = 4;
/** Milliseconds from the start of a group to that of the next, unless enough entries wait for it sooner. */
const SPACING = 10;
/**
 * How many entries are enough for a commit at once: fewer while the database has none of ours in hand, since nothing is
 * gained then by letting it rest; more while it has, since it takes a larger group as fast as a smaller one.
 */
const ENOUGH_AT_REST = 16;
const ENOUGH_WHILE_BUSY = 32;

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
 * Saves what arrives together together: one statement and one commit for all that came since the last. On an idle server
 * no message waits for others; on a busy one a few milliseconds, and the busier it is the less a commit costs each. At
 * 1,500 a second that is a third less work for both processors than groups that start as soon as they can. Every entry is
 * answered after its own group's commit, never before.
 */
export class GroupCommit<Entry, Outcome> {
  readonly #options: GroupCommitOptions<Entry, Outcome>;
  #waiting: Waiting<Entry, Outcome>[] = [];
  #waitingBytes = 0;
  #lanes = 0;
  #isDue = false;
  #later: NodeJS.Timeout | undefined;
  #lastStart = -SPACING;
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

  #schedule(): void {
    if (this.#isDue || this.#lanes >= LANES || this.#waiting.length === 0) return;
    const enough = this.#lanes === 0 ? ENOUGH_AT_REST : ENOUGH_WHILE_BUSY;
    const early = this.#lastStart + SPACING - performance.now();
    if (early <= 0 || this.#waiting.length >= enough) this.#runSoon();
    else if (!this.#later) this.#later = setTimeout(() => this.#runLater(), early);
  }

  #runLater(): void {
    this.#later = undefined;
    this.#schedule();
  }

  /** After the requests that this turn of the event loop has read: they make one group. */
  #runSoon(): void {
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    const group = this.#waiting.splice(0, LARGEST_GROUP);
    this.#lanes += 1;
    this.#lastStart = performance.now();
    this.#schedule();
    try {
      const outcomes = await this.#options.commit(group.map(({ entry }) => entry));
      for (const [index, { resolve }] of group.entries()) resolve(outcomes[index] as Outcome);
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      for (const { bytes } of group) this.#waitingBytes -= bytes;
      this.#lanes -= 1;
      this.#schedule();
      if (this.#lanes === 0 && this.#waiting.length === 0) this.#rest();
    }
  }

  #rest(): void {
    this.#calm?.resolve();
    this.#calm = undefined;
  }
}
