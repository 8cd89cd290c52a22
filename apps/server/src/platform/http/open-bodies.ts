import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../errors/app-error.ts';
import { plainAnswer } from './client-error.ts';

const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;

/**
 * Bytes in flight: for one caller, for all with credentials, for all without, and for webhooks, which a provider sends in bursts of
 * large bodies from one address.
 */
const MAX = {
  each: 16 * MEBIBYTE,
  known: 64 * MEBIBYTE,
  anonymous: 64 * MEBIBYTE,
  eachSender: 40 * MEBIBYTE,
  webhooks: 64 * MEBIBYTE,
};
/** Minimum cost of an open body, whatever length it declares: a connection, a request, a response. */
const MIN_COST = 32 * KIBIBYTE;

/** In each window of so many milliseconds a sender must send so many bytes, or finish (like Apache's RequestReadTimeout). */
const WINDOW_MS = 5_000;
const MIN_BYTES = 8 * KIBIBYTE;
/** Milliseconds between two checks, which is how much longer a slow body may stay open. */
const POLL_INTERVAL_MS = 1_000;

const COME_AGAIN_SECONDS = '5';

interface OpenBody {
  req: IncomingMessage;
  res: ServerResponse;
  /** When its present window began, and what the connection had received by then. */
  since: number;
  bytesRead: number;
}

/**
 * The bodies that are being received. Each is counted against its caller, a person or key where there are credentials and the
 * network otherwise, before a byte of it is read; and cut off when its sender slows down to keep it open.
 */
export class OpenBodies {
  readonly #open = new Set<OpenBody>();
  readonly #reserved = new Map<string, number>();
  readonly #known = new WeakSet<IncomingMessage>();
  readonly #most: typeof MAX;
  #watch: NodeJS.Timeout | undefined;
  #lookedAt = 0;

  constructor(most: Partial<typeof MAX> = {}) {
    this.#most = { ...MAX, ...most };
  }

  /** Throws RATE_LIMITED, with the time to wait in Retry-After, if the caller, or all callers together, have too many bytes in flight. */
  admit(req: IncomingMessage, res: ServerResponse, { caller, maxBytes }: { caller: string; maxBytes: number }): void {
    if (req.complete || this.#known.has(req) || !hasBody(req)) return;
    const declared = Number(req.headers['content-length'] ?? maxBytes);
    const cost = Math.max(MIN_COST, Math.min(declared, maxBytes));
    const all = poolOf(caller);
    const each = all === 'webhooks' ? this.#most.eachSender : this.#most.each;
    if (this.#of(caller) + cost > each || this.#of(all) + cost > this.#most[all]) {
      res.setHeader('Retry-After', COME_AGAIN_SECONDS);
      throw new AppError('RATE_LIMITED');
    }
    this.#known.add(req);
    this.#hold({ req, res, ...windowOf(req) }, [caller, all], cost);
  }

  #hold(body: OpenBody, names: string[], cost: number): void {
    for (const name of names) this.#reserved.set(name, this.#of(name) + cost);
    this.#open.add(body);
    if (!this.#watch) this.#startWatch();
    const release = () => {
      if (!this.#open.delete(body)) return;
      for (const name of names) this.#release(name, cost);
      if (this.#open.size > 0) return;
      clearInterval(this.#watch);
      this.#watch = undefined;
    };
    body.req.once('end', release);
    body.req.once('close', release);
    body.res.once('close', release);
  }

  #startWatch(): void {
    this.#lookedAt = performance.now();
    this.#watch = setInterval(() => this.#cutSlow(), POLL_INTERVAL_MS).unref();
  }

  /** Milliseconds for which this process was held up: what arrived meanwhile is not read yet, and no sender's delay. */
  #heldUpMs(): number {
    const now = performance.now();
    const heldUp = Math.max(0, now - this.#lookedAt - POLL_INTERVAL_MS);
    this.#lookedAt = now;
    return heldUp;
  }

  #of(name: string): number {
    return this.#reserved.get(name) ?? 0;
  }

  #release(name: string, cost: number): void {
    const left = this.#of(name) - cost;
    if (left > 0) this.#reserved.set(name, left);
    else this.#reserved.delete(name);
  }

  #cutSlow(): void {
    const heldUp = this.#heldUpMs();
    for (const body of this.#open) {
      body.since += heldUp;
      const { req, res, since, bytesRead } = body;
      const next = windowOf(req);
      if (next.since - since < WINDOW_MS) continue;
      Object.assign(body, next);
      // A body that is complete, or waits here to be read, is not delayed by its sender.
      const isOurs = req.complete || req.readableLength >= req.readableHighWaterMark;
      if (isOurs || next.bytesRead - bytesRead >= MIN_BYTES) continue;
      if (!res.headersSent) req.socket.write(plainAnswer('REQUEST_TIMEOUT'));
      req.socket.destroySoon();
    }
  }
}

function windowOf({ socket }: IncomingMessage): Pick<OpenBody, 'since' | 'bytesRead'> {
  return { since: performance.now(), bytesRead: socket.bytesRead };
}

function poolOf(caller: string): 'webhooks' | 'anonymous' | 'known' {
  if (caller.startsWith('webhooks ')) return 'webhooks';
  return caller.startsWith('address ') ? 'anonymous' : 'known';
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
