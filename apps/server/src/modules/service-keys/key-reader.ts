import type { Scope } from '@patchbay/contracts';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../../platform/clock.ts';
import { matchesHash } from '../../platform/crypto/secret.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { ReadKey, ServiceCaller } from '../access/index.ts';
import { parseToken } from './key-token.ts';

/**
 * Milliseconds for which a key is taken to be as it was read: the longest that a revoked one goes on in another process.
 * No signal is needed, so none can be lost.
 */
const FRESH_MS = 2_000;
/** Keys that are remembered; the one read the longest ago is forgotten first. */
const MOST_KEYS = 10_000;
/** Milliseconds between two notes of a key's use. */
const NOTE_EVERY_MS = 60_000;

interface Row {
  name: string;
  scopes: Scope[];
  workspaces: { id: string; name: string }[];
  secret_hash: string;
  previous_hash: string | null;
  previous_until: Date | null;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
}

interface Remembered {
  row: Row;
  readAt: number;
}

/** Checks keys: one query in two seconds for each that is in use, and one write in a minute. */
export class KeyReader {
  readonly #orm: MikroORM;
  readonly #clock: Clock;
  readonly #remembered = new Map<string, Remembered>();
  /** How often a key was forgotten: what was being read meanwhile may be from before the change. */
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

  /** To be called when the key was changed by this process, whose own callers need not wait. */
  forget(id: string): void {
    this.#forgets += 1;
    this.#remembered.delete(id);
  }

  /** What does not exist is not remembered: a flood of made-up ids must not push good ones out. */
  async #row(id: string): Promise<Row | undefined> {
    const now = this.#clock.now().getTime();
    const known = this.#remembered.get(id);
    if (known && now - known.readAt < FRESH_MS) return known.row;
    const forgets = this.#forgets;
    const [row] = await executeSql<Row>(this.#orm.em.fork(), SELECT, [id]);
    this.#remembered.delete(id);
    if (row && forgets === this.#forgets) this.#remember(id, { row, readAt: now });
    return row;
  }

  #remember(id: string, entry: Remembered): void {
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size >= MOST_KEYS && oldest !== undefined) this.#remembered.delete(oldest);
    this.#remembered.set(id, entry);
  }

  async #noteUse(id: string, row: Row): Promise<void> {
    const now = this.#clock.now();
    if (row.last_used_at && now.getTime() - row.last_used_at.getTime() < NOTE_EVERY_MS) return;
    row.last_used_at = now;
    const minuteAgo = new Date(now.getTime() - NOTE_EVERY_MS);
    await executeSql(
      this.#orm.em.fork(),
      `update service_keys set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at <= $3)`,
      [id, now, minuteAgo],
    );
  }
}

const SELECT = `
  select name, scopes, secret_hash, previous_hash, previous_until, expires_at, revoked_at, last_used_at,
         (select coalesce(jsonb_agg(jsonb_build_object('id', o."id", 'name', o."name")), '[]')
            from service_key_workspaces w join "organization" o on o."id" = w.workspace_id
           where w.key_id = k.id) as workspaces
    from service_keys k where k.id = $1`;

function isGood(row: Row, secret: string, now: Date): boolean {
  // Both are compared whatever the first says, so that the time taken tells nothing about which one it is.
  const isPresent = matchesHash(secret, row.secret_hash);
  const isPrevious = matchesHash(secret, row.previous_hash ?? row.secret_hash) && now < (row.previous_until ?? now);
  return (isPresent || isPrevious) && row.revoked_at === null && (row.expires_at === null || now < row.expires_at);
}
