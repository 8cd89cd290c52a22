import { setTimeout as pause } from 'node:timers/promises';
import type { ChangeSignal } from '../live/change-signal.ts';
import { lookWhenever } from '../live/look-whenever.ts';
import type { Logger } from '../logging/logger.ts';

/** Work items in a table of their own, because there are too many for one job each. */
export interface Backlog {
  name: string;
  /** Notified when there may be something to do. */
  topic: string;
  /** Milliseconds between two polls without a notification. */
  everyMs: number;
  /** Milliseconds between two batches, so that items accumulate; none by default. */
  restMs?: number;
  /** Processes a batch of due items, concurrently with other processes. Returns how many; 0 if nothing is due. */
  take: () => Promise<number>;
  /** In how many milliseconds the next item is due; omitted if all items are due immediately. */
  nextInMs?: () => Promise<number>;
}

/** Processes every backlog until it is empty, whenever it may have items. */
export class Backlogs {
  readonly #changes: ChangeSignal;
  readonly #log: Logger;
  readonly #backlogs: Backlog[] = [];
  readonly #stopping = new AbortController();
  #loops: Promise<void>[] = [];

  constructor(changes: ChangeSignal, log: Logger) {
    this.#changes = changes;
    this.#log = log;
  }

  /** To be called before {@link start}. */
  add(backlog: Backlog): void {
    this.#backlogs.push(backlog);
  }

  start(): void {
    const looking = { changes: this.#changes, log: this.#log, signal: this.#stopping.signal };
    this.#loops = this.#backlogs.map((backlog) =>
      lookWhenever(looking, { ...backlog, look: () => this.#workOff(backlog) }),
    );
  }

  /** Processes everything that is due; for tests and tools. Returns how many items that were. */
  async drain(): Promise<number> {
    let done = 0;
    for (const { take } of this.#backlogs) {
      for (let some = await take(); some > 0; some = await take()) done += some;
    }
    return done;
  }

  /** Waits for the batches in progress. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#loops);
  }

  async #workOff({ take, nextInMs, restMs = 0 }: Backlog): Promise<number> {
    const { signal } = this.#stopping;
    while (!signal.aborted && (await take()) > 0) {
      if (restMs > 0) await pause(restMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
    }
    return nextInMs?.() ?? Infinity;
  }
}
