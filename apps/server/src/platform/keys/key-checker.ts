import type { Clock } from '../clock.ts';
import { matchesHash } from '../crypto/secret.ts';
import type { KeyToken } from './key-token.ts';

/**
 * Milliseconds that a key is cached: the longest time that a revoked key works in another process. Needs no
 * invalidation signal, so none can be lost.
 */
const FRESH_MS = 2_000;
/** Maximum number of cached keys; the least recently read one is evicted first. */
const MAX_KEYS = 10_000;
/** Milliseconds between two updates of a key's last use. */
const NOTE_EVERY_MS = 60_000;

/** What every kind of key has in its table. */
export interface StoredKey {
  secret_hash: string;
  previous_hash: string | null;
  previous_until: Date | null;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
}

interface KeyTable<Row> {
  clock: Clock;
  read: (id: string) => Promise<Row | undefined>;
  /** Saves the last use, unless there was one after `unlessAfter`. */
  noteUse: (id: string, used: { at: Date; unlessAfter: Date }) => Promise<void>;
}

interface Remembered<Row> {
  row: Row;
  readAt: number;
}

/** Checks keys of one table: per key in use at most one query in two seconds, and one write per minute. */
export class KeyChecker<Row extends StoredKey> {
  readonly #table: KeyTable<Row>;
  readonly #remembered = new Map<string, Remembered<Row>>();
  /** Number of invalidations: a read that started before one may have an outdated result. */
  #forgets = 0;

  constructor(table: KeyTable<Row>) {
    this.#table = table;
  }

  /** The key's row, if it exists, the secret is right, and it is neither expired nor revoked. */
  async check({ id, secret }: KeyToken): Promise<Row | null> {
    const row = await this.#row(id);
    if (!row || !isGood(row, secret, this.#table.clock.now())) return null;
    await this.#noteUse(id, row);
    return row;
  }

  /** Must be called when this process has changed the key, so that its own callers see the change right away. */
  forget(id: string): void {
    this.#forgets += 1;
    this.#remembered.delete(id);
  }

  /** Unknown ids are not cached: a flood of made-up ids must not evict real keys. */
  async #row(id: string): Promise<Row | undefined> {
    const now = this.#table.clock.now().getTime();
    const known = this.#remembered.get(id);
    if (known && now - known.readAt < FRESH_MS) return known.row;
    const forgets = this.#forgets;
    const row = await this.#table.read(id);
    this.#remembered.delete(id);
    if (row && forgets === this.#forgets) this.#remember(id, { row, readAt: now });
    return row;
  }

  #remember(id: string, entry: Remembered<Row>): void {
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size >= MAX_KEYS && oldest !== undefined) this.#remembered.delete(oldest);
    this.#remembered.set(id, entry);
  }

  async #noteUse(id: string, row: Row): Promise<void> {
    const at = this.#table.clock.now();
    if (row.last_used_at && at.getTime() - row.last_used_at.getTime() < NOTE_EVERY_MS) return;
    row.last_used_at = at;
    await this.#table.noteUse(id, { at, unlessAfter: new Date(at.getTime() - NOTE_EVERY_MS) });
  }
}

function isGood(row: StoredKey, secret: string, now: Date): boolean {
  // Both hashes are always compared, so that the timing does not reveal which one matched.
  const isPresent = matchesHash(secret, row.secret_hash);
  const isPrevious = matchesHash(secret, row.previous_hash ?? row.secret_hash) && now < (row.previous_until ?? now);
  return (isPresent || isPrevious) && row.revoked_at === null && (row.expires_at === null || now < row.expires_at);
}
