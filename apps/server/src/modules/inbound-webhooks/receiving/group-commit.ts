import { setTimeout as pause } from 'node:timers/promises';

/** Maximum number of entries in one group. */
const LARGEST_GROUP = 256;
/** Groups in flight at once: the next group is sent while one waits for the disk. */
const LANES = 4;
/** Milliseconds from the start of one group to the start of the next, unless enough entries wait sooner. */
const SPACING = 3;
/**
 * How many waiting entries start a group at once. Fewer when no group is in flight, since an idle database gains
 * nothing from waiting; more otherwise, since a larger group takes about as long as a smaller one.
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
  /** Saves a group in one transaction. Returns one outcome per entry, in their order, after the commit. */
  commit: (entries: Entry[]) => Promise<Outcome[]>;
  sizeOf: (entry: Entry) => number;
  /** Maximum number of bytes that may wait. Beyond it, {@link GroupCommit.isFull} asks callers to send nothing more. */
  maxBytes: number;
}

/**
 * Group commit: entries that arrive close together share one statement and one commit. On an idle server no entry
 * waits for others; on a busy one it waits a few milliseconds, and each commit costs less per entry the busier it
 * gets. An entry is resolved only after the commit of its own group.
 */
export class GroupCommit<Entry, Outcome> {
  readonly #options: GroupCommitOptions<Entry, Outcome>;
  #waiting: Waiting<Entry, Outcome>[] = [];
  #waitingBytes = 0;
  #lanes = 0;
  #isDue = false;
  #later: NodeJS.Timeout | undefined;
  #lastStart = -SPACING;
  #idle: PromiseWithResolvers<void> | undefined;

  constructor(options: GroupCommitOptions<Entry, Outcome>) {
    this.#options = options;
  }

  get isFull(): boolean {
    return this.#waitingBytes >= this.#options.maxBytes;
  }

  /** Resolves when nothing is waiting or being saved, or after `atMostMs`. */
  async whenIdle(atMostMs: number): Promise<void> {
    if (this.#lanes === 0 && this.#waiting.length === 0) return;
    this.#idle ??= Promise.withResolvers();
    const patience = new AbortController();
    const enough = pause(atMostMs, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([this.#idle.promise, enough]);
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

  /** After the requests that this turn of the event loop has read, so that they form one group. */
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
    this.#idle?.resolve();
    this.#idle = undefined;
  }
}
