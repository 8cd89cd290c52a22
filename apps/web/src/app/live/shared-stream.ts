import { keyOf, type LiveItem, type Topic, type TopicKey, topicOf } from './live-topic.ts';
import type { StreamState } from './tab-channel.ts';

export interface StreamCallbacks {
  onItem: (item: LiveItem) => void;
  /** The connection was lost, or the server has ended it. */
  onLost: () => void;
  /** The server refuses: the browser's session belongs to another person than these tabs. */
  onRefused: () => void;
}

export type OpenLive = (topics: Topic[], callbacks: StreamCallbacks) => { unsubscribe: () => void };

interface SharedStreamDeps {
  open: OpenLive;
  /** The position of each topic as far as this tab knows, from its own stream or from the previous leader. */
  cursors: Map<TopicKey, string>;
  onItem: (item: LiveItem) => void;
  onState: (state: StreamState) => void;
  onRefused: () => void;
}

/** Milliseconds in which several tabs that join, or respond to a new leader, are collected. */
const GATHER_MS = 40;
/**
 * Milliseconds after which a topic that no tab follows is dropped: a page that reloads follows it again a second
 * later.
 */
const SHRINK_MS = 30_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 10_000;
/** The server's limit per stream. The tabs that joined last are the ones most likely visible. */
const MAX_TOPICS = 40;

/** The leader's part: one stream of all topics that the tabs follow, reopened from its position when they change. */
export class SharedStream {
  readonly #deps: SharedStreamDeps;
  readonly #wants = new Map<string, TopicKey[]>();
  /** The requested topics of the open stream that have not ended, and those of them that have not begun. */
  #asked = new Set<TopicKey>();
  #awaited = new Set<TopicKey>();
  #fresh = new Set<TopicKey>();
  #subscription: { unsubscribe: () => void } | null = null;
  #opening: ReturnType<typeof setTimeout> | undefined;
  #shrinking: ReturnType<typeof setTimeout> | undefined;
  #delay = FIRST_RETRY_MS;
  #isLost = false;

  constructor(deps: SharedStreamDeps) {
    this.#deps = deps;
  }

  join(tab: string, topics: TopicKey[]): void {
    // Inserted again at the end: the order tells who joined last.
    this.#wants.delete(tab);
    this.#wants.set(tab, topics);
    if (!topics.every((key) => this.#asked.has(key))) this.#openIn(GATHER_MS);
    else if (this.#isLive()) this.#say('live');
    else if (this.#isLost) this.#say('lost');
    this.#shrinkLater();
  }

  leave(tab: string): void {
    this.#wants.delete(tab);
    this.#shrinkLater();
  }

  /** Reopens right away, from the current positions. */
  reopen(): void {
    this.#openIn(0);
  }

  stop(): void {
    clearTimeout(this.#opening);
    clearTimeout(this.#shrinking);
    this.#opening = this.#shrinking = undefined;
    this.#close();
  }

  #wanted(): TopicKey[] {
    const newestFirst = [...this.#wants.values()].toReversed().flat();
    return [...new Set(newestFirst)].slice(0, MAX_TOPICS);
  }

  #isLive(): boolean {
    return this.#subscription !== null && this.#awaited.size === 0;
  }

  #openIn(ms: number): void {
    // While it waits to retry, a new tab does not shorten the wait.
    if (this.#opening !== undefined && ms > 0) return;
    clearTimeout(this.#opening);
    this.#opening = setTimeout(() => this.#open(), ms);
  }

  #open(): void {
    this.#opening = undefined;
    this.#close();
    const keys = this.#wanted();
    this.#asked = new Set(keys);
    this.#awaited = new Set(keys);
    this.#fresh = new Set(keys.filter((key) => !this.#deps.cursors.has(key)));
    if (keys.length === 0) return;
    const mine = this.#deps.open(
      keys.map((key) => topicOf(key, this.#deps.cursors.get(key))),
      {
        onItem: (item) => mine === this.#subscription && this.#receive(item),
        onLost: () => mine === this.#subscription && this.#lose(),
        onRefused: () => {
          if (mine !== this.#subscription) return;
          this.#deps.onRefused();
          this.#lose();
        },
      },
    );
    this.#subscription = mine;
  }

  #receive(item: LiveItem): void {
    const key = keyOf(item);
    if (item.type === 'ended') this.#forget(key);
    else this.#deps.cursors.set(key, item.cursor);
    this.#deps.onItem(item);
    if (item.type === 'item' || !this.#awaited.delete(key) || this.#awaited.size > 0) return;
    this.#delay = FIRST_RETRY_MS;
    this.#isLost = false;
    this.#say('live');
    this.#fresh.clear();
  }

  #forget(key: TopicKey): void {
    this.#asked.delete(key);
    this.#deps.cursors.delete(key);
    for (const [tab, topics] of this.#wants)
      this.#wants.set(
        tab,
        topics.filter((wanted) => wanted !== key),
      );
  }

  #lose(): void {
    this.#close();
    // Every topic has ended for its readers, so there is nothing to reopen.
    if (this.#wanted().length === 0) return;
    this.#isLost = true;
    this.#say('lost');
    this.#openIn(this.#delay);
    this.#delay = Math.min(this.#delay * 2, LAST_RETRY_MS);
  }

  #close(): void {
    const ending = this.#subscription;
    // Cleared before it is ended, because ending it calls back.
    this.#subscription = null;
    this.#asked = new Set();
    ending?.unsubscribe();
  }

  #shrinkLater(): void {
    clearTimeout(this.#shrinking);
    this.#shrinking = setTimeout(() => {
      const wanted = new Set(this.#wanted());
      if (![...this.#asked].every((key) => wanted.has(key))) this.#openIn(GATHER_MS);
    }, SHRINK_MS);
  }

  #say(state: StreamState['state']): void {
    const told = [...this.#asked].flatMap((key) => {
      const cursor = this.#deps.cursors.get(key);
      return cursor === undefined ? [] : [[key, { cursor, fresh: this.#fresh.has(key) }] as const];
    });
    this.#deps.onState({ type: 'state', state, topics: Object.fromEntries(told) });
  }
}
