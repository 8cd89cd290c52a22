import { setTimeout as pause } from 'node:timers/promises';
import type { ChangeSignal } from '../live/change-signal.ts';
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
    this.#loops = this.#backlogs.map((backlog) => this.#follow(backlog));
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

  async #follow({ name, topic, everyMs, restMs = 0, take }: Backlog): Promise<void> {
    const { signal } = this.#stopping;
    for await (const _ of this.#changes.wakeups(topic, { signal, everyMs })) {
      try {
        while (!signal.aborted && (await take()) > 0) {
          if (restMs > 0) await pause(restMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
        }
      } catch (error) {
        // Whatever it was, the work is still in its table, and the next look comes soon.
        const fields = { err: error, backlog: name, limitBy: `backlog ${name}` };
        this.#log.error(fields, 'backlog: a batch failed');
      }
    }
  }
}
