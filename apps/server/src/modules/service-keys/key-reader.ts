import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../../platform/clock.ts';
import { matchesHash } from '../../platform/crypto/secret.ts';
import { db, statements } from '../../platform/orm/tables.ts';
import { type ParameterOf, prepare, type PreparedRow } from '../../platform/orm/prepare.ts';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { ReadKey, ServiceCaller } from '../access/index.ts';
import { parseToken } from './key-token.ts';

/**
 * Milliseconds that a key is cached: the longest time that a revoked key works in another process. Needs no
 * invalidation signal, so none can be lost.
 */
const FRESH_MS = 2_000;
/** Maximum number of cached keys; the least recently read one is evicted first. */
const MAX_KEYS = 10_000;
/** Milliseconds between two updates of a key's last use. */
const NOTE_EVERY_MS = 60_000;

interface Remembered {
  row: Row;
  readAt: number;
}

/** Checks keys: per key in use at most one query in two seconds, and one write per minute. */
export class KeyReader {
  readonly #orm: MikroORM;
  readonly #clock: Clock;
  readonly #remembered = new Map<string, Remembered>();
  /** Number of invalidations: a read that started before one may have an outdated result. */
  #forgets = 0;

  constructor({ orm, clock }: { orm: MikroORM; clock: Clock }) {
    this.#orm = orm;
    this.#clock = clock;
  }

  readonly read: ReadKey = async (token): Promise<ServiceCaller | null> => {
    const key = parseToken(token);
    const row = key && (await this.#row(key.id));
    if (!row || !isGood(row, key.secret, this.#clock.now())) return null;
    await this.#noteUse(key.id, row);
    return { id: key.id, name: row.name, scopes: row.scopes, workspaces: row.workspaces };
  };

  /** Must be called when this process has changed the key, so that its own callers see the change right away. */
  forget(id: string): void {
    this.#forgets += 1;
    this.#remembered.delete(id);
  }

  /** Unknown ids are not cached: a flood of made-up ids must not evict real keys. */
  async #row(id: string): Promise<Row | undefined> {
    const now = this.#clock.now().getTime();
    const known = this.#remembered.get(id);
    if (known && now - known.readAt < FRESH_MS) return known.row;
    const forgets = this.#forgets;
    const [row] = (await db(this.#orm.em.fork()).executeQuery(SELECT({ id }))).rows;
    this.#remembered.delete(id);
    if (row && forgets === this.#forgets) this.#remember(id, { row, readAt: now });
    return row;
  }

  #remember(id: string, entry: Remembered): void {
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size >= MAX_KEYS && oldest !== undefined) this.#remembered.delete(oldest);
    this.#remembered.set(id, entry);
  }

  async #noteUse(id: string, row: Row): Promise<void> {
    const now = this.#clock.now();
    if (row.last_used_at && now.getTime() - row.last_used_at.getTime() < NOTE_EVERY_MS) return;
    row.last_used_at = now;
    const minuteAgo = new Date(now.getTime() - NOTE_EVERY_MS);
    await db(this.#orm.em.fork())
      .updateTable('service_keys')
      .set({ last_used_at: now })
      .where('id', '=', id)
      .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<=', minuteAgo)]))
      .execute();
  }
}

/** Prepared because every call of a service runs it. */
const SELECT = prepare((value: ParameterOf<{ id: string }>) =>
  statements
    .selectFrom('service_keys as k')
    .select(['name', 'scopes', 'secret_hash', 'previous_hash', 'previous_until', 'expires_at', 'revoked_at'])
    .select((eb) => [
      'last_used_at',
      jsonArrayFrom(
        eb
          .selectFrom('service_key_workspaces as w')
          .innerJoin('organization as o', 'o.id', 'w.workspace_id')
          .select(['o.id', 'o.name'])
          .whereRef('w.key_id', '=', 'k.id'),
      ).as('workspaces'),
    ])
    .where('k.id', '=', value('id')),
);

type Row = PreparedRow<typeof SELECT>;

function isGood(row: Row, secret: string, now: Date): boolean {
  // Both hashes are always compared, so that the timing does not reveal which one matched.
  const isPresent = matchesHash(secret, row.secret_hash);
  const isPrevious = matchesHash(secret, row.previous_hash ?? row.secret_hash) && now < (row.previous_until ?? now);
  return (isPresent || isPrevious) && row.revoked_at === null && (row.expires_at === null || now < row.expires_at);
}
