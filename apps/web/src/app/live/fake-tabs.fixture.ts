import type { Locks } from './leadership.ts';
import type { LiveItem, Topic } from './live-topic.ts';
import type { StreamCallbacks } from './shared-stream.ts';
import type { TabCall, TabChannel } from './tab-channel.ts';

/** The channels of one browser: a message reaches the other channels a microtask later. */
export class FakeChannels {
  readonly #open = new Set<{ listeners: ((call: TabCall) => void)[] }>();
  /** Every call that was posted. */
  readonly posted: TabCall[] = [];

  open(): TabChannel & { silence: () => void } {
    const own = { listeners: [] as ((call: TabCall) => void)[] };
    this.#open.add(own);
    let deaf = false;
    return {
      post: (call) => {
        if (deaf) return;
        this.posted.push(call);
        const others = [...this.#open].filter((other) => other !== own);
        queueMicrotask(() => {
          for (const other of others)
            if (this.#open.has(other)) for (const listener of other.listeners) listener(structuredClone(call));
        });
      },
      listen: (listener) => own.listeners.push((call) => deaf || listener(call)),
      close: () => void this.#open.delete(own),
      /** A tab that hangs: it neither receives nor sends. */
      silence: () => (deaf = true),
    };
  }
}

interface Request {
  held: () => Promise<void>;
  settle: { resolve: (value: unknown) => void; reject: (error: unknown) => void };
}

/** A browser's lock, as in the Web Locks API: a queue, `steal`, and a signal that leaves the queue. */
export class FakeLock implements Locks {
  #holder: Request | null = null;
  #line: Request[] = [];

  request(_name: string, { steal, signal }: { steal?: boolean; signal?: AbortSignal }, held: () => Promise<void>) {
    const { promise, ...settle } = Promise.withResolvers<unknown>();
    const request = { held, settle };
    signal?.addEventListener('abort', () => {
      if (!this.#line.includes(request)) return;
      this.#line = this.#line.filter((other) => other !== request);
      settle.reject(new DOMException('', 'AbortError'));
    });
    if (steal) {
      this.#holder?.settle.reject(new DOMException('', 'AbortError'));
      this.#holder = null;
      this.#line.unshift(request);
    } else this.#line.push(request);
    queueMicrotask(() => this.#grant());
    return promise;
  }

  /** What the browser does when the tab that holds the lock closes or crashes, without a message from that tab. */
  crashHolder(): void {
    this.#holder = null;
    this.#grant();
  }

  #grant(): void {
    const next = this.#holder ? undefined : this.#line.shift();
    if (!next) return;
    this.#holder = next;
    void this.#hold(next);
  }

  async #hold(request: Request): Promise<void> {
    await request.held();
    if (this.#holder !== request) return;
    this.#holder = null;
    request.settle.resolve(undefined);
    this.#grant();
  }
}

/** An open stream, as the server sees it. */
export class FakeStream {
  readonly topics: Topic[];
  readonly #callbacks: StreamCallbacks;
  isOpen = true;

  constructor(topics: Topic[], callbacks: StreamCallbacks) {
    this.topics = topics;
    this.#callbacks = callbacks;
  }

  /** All topics begin: where they were to resume, or at `place`. */
  begin(place = '1-0'): void {
    for (const { topic, workspaceId, after } of this.topics)
      this.tell({ type: 'begun', topic, workspaceId, cursor: after ?? place });
  }

  tell(item: LiveItem): void {
    if (this.isOpen) this.#callbacks.onItem(item);
  }

  lose(): void {
    if (this.isOpen) this.#callbacks.onLost();
  }

  refuse(): void {
    if (this.isOpen) this.#callbacks.onRefused();
  }
}

/** The server: every stream that was opened, the latest last. */
export class FakeServer {
  readonly streams: FakeStream[] = [];

  readonly open = (topics: Topic[], callbacks: StreamCallbacks) => {
    const stream = new FakeStream(topics, callbacks);
    this.streams.push(stream);
    return { unsubscribe: () => (stream.isOpen = false) };
  };

  get openStreams(): FakeStream[] {
    return this.streams.filter(({ isOpen }) => isOpen);
  }

  get latest(): FakeStream {
    return this.streams.at(-1) as FakeStream;
  }
}

/** A change of a connection, as a stream item. */
export function aChange(workspaceId: string, cursor: string): LiveItem {
  const data = { connectionId: cursor, app: 'slack', event: 'add' as const, connection: null };
  return { type: 'item', topic: 'connections', workspaceId, cursor, data };
}
