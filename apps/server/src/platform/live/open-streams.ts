import type { Response } from 'express';
import { Gauge, type Registry } from 'prom-client';
import { AppError } from '../errors/app-error.ts';

/** The caller that reads the stream, and the response it is written to. */
export interface Listener {
  actor: { kind: string; id: string };
  workspaceId: string;
  res: Response;
}

/** An open stream. */
interface Held {
  res: Response;
  release: () => void;
}

/**
 * Limits of open streams in this process: for one person or key in one workspace (a tab has two at most), for them in all their
 * workspaces, and for all callers. Each takes some hundred kilobytes and polls every two seconds in a combined query. When the limit
 * is reached, a caller with fewer streams than another replaces that one's newest: a few accounts cannot block the others.
 */
const MAX = { here: 20, caller: 200, all: 2_000 };

/** Milliseconds after which a reader that reads nothing counts as gone; until then, its unsent data is kept. */
const STALLED_MS = 30_000;
const POLL_INTERVAL_MS = 5_000;

const COME_AGAIN_SECONDS = '10';

/** The event streams of this process. */
export class OpenStreams {
  readonly #open = new Map<string, number>();
  /** By caller, the oldest first. */
  readonly #held = new Map<string, Set<Held>>();
  readonly #most: typeof MAX;

  constructor(registry: Registry, most: Partial<typeof MAX> = {}) {
    this.#most = { ...MAX, ...most };
    registry.registerMetric(gaugeOf(() => this.#countOf('all')));
  }

  /** Throws RATE_LIMITED if there are too many: readers reconnect, as after any other end. */
  keep<Item>(
    listener: Listener,
    signal: AbortSignal,
    items: (signal: AbortSignal) => AsyncGenerator<Item>,
  ): AsyncGenerator<Item> {
    const release = this.#admit(listener);
    // If the reader leaves before it reads anything, the generator below never starts, so its cleanup never runs.
    if (signal.aborted) release();
    signal.addEventListener('abort', release, { once: true });
    endWhenStalled(listener.res);
    return held(items(signal), release);
  }

  #admit({ actor, workspaceId, res }: Listener): () => void {
    const caller = `${actor.kind} ${actor.id}`;
    const counts = { here: `${caller} in ${workspaceId}`, caller, all: 'all' };
    const isFull = (name: keyof typeof counts) => this.#countOf(counts[name]) >= this.#most[name];
    if (isFull('here') || isFull('caller') || (isFull('all') && !this.#makeRoomFor(caller))) {
      // Otherwise tRPC would open the stream to report the error in it, and its reader would take that for a successful start.
      res.status(429).set('Retry-After', COME_AGAIN_SECONDS);
      throw new AppError('RATE_LIMITED');
    }
    return this.#hold(res, counts);
  }

  #hold(res: Response, counts: { here: string; caller: string; all: string }): () => void {
    const names = Object.values(counts);
    for (const name of names) this.#open.set(name, this.#countOf(name) + 1);
    const entry = { res, release };
    const ofCaller = this.#held.get(counts.caller) ?? new Set();
    this.#held.set(counts.caller, ofCaller.add(entry));
    const leave = (name: string) => this.#leave(name);
    const forget = () => ofCaller.size === 0 && this.#held.delete(counts.caller);
    return release;

    function release(): void {
      if (!ofCaller.delete(entry)) return;
      for (const name of names) leave(name);
      forget();
    }
  }

  /** Ends the newest stream of the caller with the most, if that is at least two more than this one has. */
  #makeRoomFor(caller: string): boolean {
    const [first, ...others] = this.#held.values();
    if (!first) return false;
    const most = others.reduce((largest, each) => (each.size > largest.size ? each : largest), first);
    const newest = [...most].at(-1);
    if (!newest || most.size < this.#countOf(caller) + 2) return false;
    newest.release();
    newest.res.destroy();
    return true;
  }

  #countOf(name: string): number {
    return this.#open.get(name) ?? 0;
  }

  #leave(name: string): void {
    const left = this.#countOf(name) - 1;
    if (left > 0) this.#open.set(name, left);
    else this.#open.delete(name);
  }
}

function gaugeOf(count: () => number): Gauge {
  return new Gauge({
    name: 'patchbay_streams_open',
    help: 'Open event streams',
    registers: [],
    collect() {
      this.set(count());
    },
  });
}

async function* held<Item>(items: AsyncGenerator<Item>, release: () => void): AsyncGenerator<Item> {
  try {
    yield* items;
  } finally {
    release();
  }
}

/** Revoked access ends a stream at its next item, which never comes while the reader reads nothing. */
function endWhenStalled(res: Response): void {
  let since: number | undefined;
  const look = setInterval(() => {
    since = res.writableNeedDrain ? (since ?? performance.now()) : undefined;
    if (since !== undefined && performance.now() - since >= STALLED_MS) res.destroy();
  }, POLL_INTERVAL_MS).unref();
  res.once('close', () => clearInterval(look));
}
