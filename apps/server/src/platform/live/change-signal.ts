import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Client, type ClientConfig } from 'pg';
import type { Logger } from '../logging/logger.ts';
import { afterCommit } from '../orm/after-commit.ts';
import { Beats } from './beats.ts';

/** Milliseconds. Changes within this time are sent as one NOTIFY, which takes a server-wide lock at commit. */
const COALESCE_MS = 25;
const RECONNECT_MS = 1000;
/** Milliseconds between two polls while notifications of other processes cannot be received: only polling finds their changes. */
const UNHEARD_EVERY_MS = 1000;

export interface ChangeSignalOptions {
  /** Connects to a dedicated session, bypassing any pooler. */
  connection: () => ClientConfig;
  channel: string;
}

export interface WakeupOptions {
  /** Ends them. */
  signal: AbortSignal;
  /** Milliseconds until the next one at the latest; a function is called before each wait. */
  everyMs: number | (() => number);
  /** At the same moments as all others with this `everyMs`, so that their queries can be combined. */
  together?: boolean;
}

/** Channels belong to a database: installations in several schemas of it have one each. A digest, since names end at 63 bytes. */
export function channelOf(schema: string): string {
  if (schema === 'public') return 'patchbay_changes';
  return `patchbay_changes_${createHash('sha256').update(schema).digest('hex').slice(0, 16)}`;
}

/**
 * Tells every process that something about a topic changed. It carries no data and may be lost or duplicated: a listener
 * reads the tables again when it is woken, and also polls periodically.
 */
export class ChangeSignal {
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  readonly #beats = new Beats();
  readonly #options: ChangeSignalOptions;
  readonly #log: Logger;
  readonly #waiting = new Set<string>();
  /** The latest connection, whether it is listening yet or not. */
  #opening: Client | undefined;
  /** The same once it listens. */
  #client: Client | undefined;
  #hasListened = false;
  #flushing: NodeJS.Timeout | undefined;
  #reconnecting: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: ChangeSignalOptions, log: Logger) {
    this.#options = options;
    this.#log = log;
  }

  /** Listens to the other processes. Without it notifications stay within this one. */
  async start(): Promise<void> {
    const client = new Client(this.#options.connection());
    this.#opening = client;
    client.on('error', (error) => this.#reconnect(client, error));
    client.on('end', () => this.#reconnect(client));
    client.on('notification', ({ payload }) => this.#deliver(payload ?? '[]'));
    try {
      await client.connect();
      await client.query(`listen ${this.#options.channel}`);
      this.#client = client;
      // Notifications sent while nothing listened are lost.
      if (this.#hasListened) this.#wakeAll();
      this.#hasListened = true;
    } catch (error) {
      this.#reconnect(client, error);
    }
  }

  /** To be called after the commit. */
  notify(topic: string): void {
    this.#emitter.emit(topic);
    this.#waiting.add(topic);
    this.#schedule();
  }

  /** Within this process alone. */
  wakeHere(topic: string): void {
    this.#emitter.emit(topic);
  }

  /** Calls {@link notify} after the commit of the transaction of `em`; immediately if there is none. */
  notifyAfterCommit(em: EntityManager, topic: string): void {
    afterCommit(em, () => this.notify(topic));
  }

  /**
   * A wake-up at once, then one for each time something may have changed and at least one every `everyMs`, or every second
   * while the connection that listens is lost. Notifications between two wake-ups are not lost, and become one.
   */
  async *wakeups(topic: string, { signal, everyMs, together = false }: WakeupOptions): AsyncGenerator<void> {
    let due = true;
    let resolveWait: (() => void) | undefined;
    const wakeUp = () => {
      due = true;
      resolveWait?.();
    };
    const stopBeat = together && typeof everyMs === 'number' ? this.#beats.join(everyMs, wakeUp) : undefined;
    this.#emitter.on(topic, wakeUp);
    signal.addEventListener('abort', wakeUp);
    try {
      while (!signal.aborted) {
        if (!due) {
          const timer = stopBeat ? undefined : setTimeout(wakeUp, this.#pauseOf(everyMs));
          await new Promise<void>((resolve) => (resolveWait = resolve));
          clearTimeout(timer);
        }
        due = false;
        if (!signal.aborted) yield;
      }
    } finally {
      stopBeat?.();
      this.#emitter.off(topic, wakeUp);
      signal.removeEventListener('abort', wakeUp);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#flushing);
    clearTimeout(this.#reconnecting);
    await this.#opening?.end();
  }

  #wakeAll(): void {
    for (const topic of this.#emitter.eventNames()) this.#emitter.emit(topic);
  }

  #pauseOf(everyMs: number | (() => number)): number {
    const pause = typeof everyMs === 'number' ? everyMs : everyMs();
    return this.#client ? pause : Math.min(pause, UNHEARD_EVERY_MS);
  }

  #deliver(payload: string): void {
    for (const topic of JSON.parse(payload) as string[]) this.#emitter.emit(topic);
  }

  #schedule(): void {
    if (!this.#stopped) this.#flushing ??= setTimeout(() => void this.#flush(), COALESCE_MS);
  }

  /** One query at a time: changes that arrive while the database is slow are sent together afterward. */
  async #flush(): Promise<void> {
    const topics = [...this.#waiting];
    this.#waiting.clear();
    // PostgreSQL takes payloads below 8,000 bytes; a topic is an id.
    for (let first = 0; first < topics.length; first += 100) {
      const payload = JSON.stringify(topics.slice(first, first + 100));
      await this.#client
        ?.query('select pg_notify($1, $2)', [this.#options.channel, payload])
        .catch((error: unknown) => {
          this.#log.warn(
            { err: error, limitBy: 'live' },
            'live: other processes were not told; they look again by themselves',
          );
        });
    }
    this.#flushing = undefined;
    if (this.#waiting.size > 0) this.#schedule();
  }

  /** Once for each connection: an old one may report its end late, when a new one already exists. */
  #reconnect(lost: Client, error?: unknown): void {
    if (this.#stopped || lost !== this.#opening) return;
    this.#log.warn({ err: error, limitBy: 'live' }, 'live: lost the connection to the database, trying again');
    this.#opening = undefined;
    const isDeafNow = this.#client !== undefined;
    this.#client = undefined;
    if (isDeafNow) this.#wakeAll(); // to poll every second from now on
    // It may have broken in the middle of opening, with its end still open.
    lost.end().catch(() => undefined);
    this.#reconnecting = setTimeout(() => {
      this.#reconnecting = undefined;
      void this.start();
    }, RECONNECT_MS);
  }
}
