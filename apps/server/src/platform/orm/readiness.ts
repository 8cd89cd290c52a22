import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { databaseTrouble, type DatabaseTrouble } from '../errors/database-trouble.ts';
import { isShortOfConnections } from './share-scarce-connections.ts';

/** Milliseconds in which a probe gets its result: probes usually time out after five seconds. */
const WITHIN_MS = 4_000;
/** Milliseconds for which a result is cached: a flood of probes costs no more than one. */
const HOLDS_MS = 1_000;

export interface ReadinessOptions {
  pool: Pool;
  /** The schemas of our tables and of those of the jobs. */
  schemas: readonly string[];
}

/**
 * Checks by an actual write whether this process can write to its database, on the pool that all requests use: without a free
 * connection, requests cannot be served either.
 */
export class DatabaseReadiness {
  readonly #options: ReadinessOptions;
  /** One row for each process, so that a hanging process does not block the others. */
  readonly #process = randomUUID();
  #held: Promise<DatabaseTrouble | null> | undefined;

  constructor(options: ReadinessOptions) {
    this.#options = options;
  }

  /** What prevents writes; null if nothing does. Resolves within five seconds, whatever the database does. */
  trouble(): Promise<DatabaseTrouble | null> {
    this.#held ??= this.#probe().finally(() => {
      setTimeout(() => (this.#held = undefined), HOLDS_MS).unref();
    });
    return this.#held;
  }

  async #probe(): Promise<DatabaseTrouble | null> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new TooLateError()), WITHIN_MS);
    let client: PoolClient | undefined;
    try {
      client = await this.#connect(late.promise);
      await Promise.race([this.#tryToWrite(client), late.promise]);
      client.release();
      return null;
    } catch (error) {
      // It may be in the middle of a transaction, or hang.
      client?.release(true);
      if (error instanceof TooLateError) return client ? 'slow' : this.#withoutConnection();
      return databaseTrouble(error) ?? 'away';
    } finally {
      clearTimeout(timer);
    }
  }

  /** A connection that arrives too late is released. */
  async #connect(late: Promise<never>): Promise<PoolClient> {
    const connecting = this.#options.pool.connect();
    return Promise.race([connecting, late]).catch((error: unknown) => {
      connecting.then(
        (client) => client.release(),
        () => undefined, // it failed, which was reported already
      );
      throw error;
    });
  }

  #withoutConnection(): DatabaseTrouble {
    const { idleCount, totalCount, options } = this.#options.pool;
    if (isShortOfConnections(this.#options.pool)) return 'connections_exhausted';
    return idleCount === 0 && totalCount >= options.max ? 'pool_exhausted' : 'away';
  }

  /** Raw SQL: statements of one query are one transaction, and the tables are those that PostgreSQL names. */
  async #tryToWrite(client: PoolClient): Promise<void> {
    await client.query(`${LIMITS}; ${writeRow(this.#process)}; ${ALLOCATE}; ${FORGET_OLD}`);
    const { rows } = await client.query<{ name: string }>(SUSPECTS, [this.#options.schemas]);
    // One at a time, holding no lock while waiting, so that a migration never deadlocks with it.
    for (const { name } of rows) await client.query(`${LIMITS}; lock table ${name} in row exclusive mode`);
  }
}

class TooLateError extends Error {
  override name = 'TooLateError';
}

/** Statements of one query are one transaction, also through a pooler. */
const LIMITS = `set local statement_timeout = 3000; set local lock_timeout = 1000`;

/** Raw SQL, like the next: several statements of one query take no parameters. */
const writeRow = (process: string) =>
  `insert into readiness_probes (process, probed_at) values ('${process}', now())
     on conflict (process) do update set probed_at = excluded.probed_at`;

/** Writes a temporary file of some 200 kB: updating a row can succeed even on a full disk. */
const ALLOCATE = `set local work_mem = '64kB'; set local temp_tablespaces = ''; select count(*) from generate_series(1, 10000)`;

/** Deletes rows of processes that no longer run. Raw SQL: see above. */
const FORGET_OLD = `
  delete from readiness_probes where process in
    (select process from readiness_probes where probed_at < now() - interval '1 day' for update skip locked)`;

/** Tables on which others hold or wait for a lock that writers would wait for. Raw SQL: the catalog of PostgreSQL. */
const SUSPECTS = `
  select distinct format('%I.%I', n.nspname, c.relname) as name
    from pg_locks l
    join pg_class c on c.oid = l.relation
    join pg_namespace n on n.oid = c.relnamespace
   where l.database = (select oid from pg_database where datname = current_database())
     and l.pid <> pg_backend_pid() and c.relkind in ('r', 'p') and n.nspname = any ($1)
     and l.mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
   limit 3`;
