import { setTimeout as pause } from 'node:timers/promises';
import type { ChangeSignal } from '../live/change-signal.ts';
import { lookWhenever } from '../live/look-whenever.ts';
import type { Logger } from '../logging/logger.ts';

/** Work that waits in a table of its own, because there is too much of it for a job each. */
export interface Backlog {
  name: string;
  /** Notified when there may be something to do. */
  topic: string;
  /** Milliseconds between two looks without having been told. */
  everyMs: number;
  /** Milliseconds between two batches, in which more comes together; none when left out. */
  restMs?: number;
  /** Does some of what is due, beside other processes that do the same. Answers how much; 0 when nothing is due. */
  take: () => Promise<number>;
  /** In how many milliseconds something is due; left out where everything is due at once. */
  nextInMs?: () => Promise<number>;
}

/** Works off every backlog until it is empty, whenever one may have something. */
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

  /** Runs what is due until nothing is left; for tests and tools. Answers how much that was. */
  async drain(): Promise<number> {
    let done = 0;
    for (const { take } of this.#backlogs) {
      for (let some = await take(); some > 0; some = await take()) done += some;
    }
    return done;
  }

  /** Waits for what is being done. */
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
