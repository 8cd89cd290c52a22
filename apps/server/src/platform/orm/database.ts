import { type EntityManager, type EntitySchema, MikroORM } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import pg, { type ClientConfig, type Pool } from 'pg';

const { builtins, getTypeParser } = pg.types;
import { readConnection } from '../database/connection.ts';
import { type Limits, reachDatabase, type ReachedDatabase, settingsOf } from '../database/reach-database.ts';
import type { Logger } from '../logging/logger.ts';
import { limitStatements } from './limit-statements.ts';
import { recoverLostConnections } from './lost-connections.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { reusePlans } from './reuse-plans.ts';
import { RetryingEntityManager } from './retrying-entity-manager.ts';
import { shareScarceConnections } from './share-scarce-connections.ts';

/** Connections past a pooler and with more time, for locks and partitions: one for each lock of advisory-lock.ts. None is kept. */
const MAX_SESSIONS = 5;
/** Milliseconds that locks, migrations and partitions wait for a connection where the server takes no more. */
const SESSION_PATIENCE_MS = 30_000;

export interface DatabaseOptions {
  /** A URL, or a database that was already reached with all settings. */
  url: string | ReachedDatabase;
  entities: EntitySchema[];
  /** Connections at most. Accounts, jobs and requests share them. */
  poolSize: number;
  /** Limits of its statements; by default those of requests. */
  limits?: Limits;
  log: Logger;
}

interface Ways {
  reached: ReachedDatabase;
  sessions: Pool;
  log: Logger;
  entities: EntitySchema[];
}

/** What belongs to an ORM in addition to its own pool. */
const WAYS = new WeakMap<MikroORM, Ways>();

/** Opens the ORM on a database that answers. Throws `DatabaseSetupError`. */
export async function openDatabase({ url, entities, poolSize, limits, log }: DatabaseOptions): Promise<MikroORM> {
  const reached = typeof url === 'string' ? await reachDatabase({ main: addressOf(url), direct: null }) : url;
  const orm = await openOrm(wayOf(reached, limits ?? reached.limits), { reached, entities, poolSize, log });
  WAYS.set(orm, { reached, sessions: openSessions(reached), log, entities });
  return orm;
}

const addressOf = (url: string) => readConnection({ variable: 'DATABASE_URL', url });

interface OrmOptions extends Omit<DatabaseOptions, 'url' | 'limits'> {
  reached: ReachedDatabase;
}

interface Way {
  config: ClientConfig;
  /** Settings that each transaction starts with, because through a pooler a session cannot keep them. */
  settings?: Readonly<Record<string, number>>;
  /** Milliseconds to wait for a connection where the server takes no more. */
  patienceMs: number;
}

const wayOf = (reached: ReachedDatabase, limits: Limits): Way => ({
  config: reached.pool(limits),
  ...(reached.pooled && { settings: settingsOf(limits) }),
  // Waits for a connection as long as for a lock.
  patienceMs: limits.lockMs,
});

function openOrm(way: Way, { reached, entities, poolSize, log }: OrmOptions): Promise<MikroORM> {
  const { config } = way;
  return MikroORM.init({
    dbName: config.database ?? '',
    // Where the migrations' own table is looked for: without it, always in `public`.
    ...(reached.schema !== 'public' && { schema: reached.schema }),
    entities,
    entityManager: RetryingEntityManager as typeof EntityManager,
    extensions: [Migrator],
    migrations: { migrationsList: MIGRATIONS, snapshot: false, tableName: 'patchbay_migrations' },
    pool: { min: 0, max: poolSize },
    // Every request works on a fork of its own; a query on the shared manager is a mistake and throws.
    allowGlobalContext: false,
    forceUtcTimezone: true,
    debug: false,
    logger: (message) => log.debug(message),
    colors: false,
    driverOptions: { ...config, onPoolCreated: (pool: Pool) => prepare(pool, way) },
  });
}

function openSessions(reached: ReachedDatabase): Pool {
  const way = sessionWay(reached);
  const sessions = new pg.Pool({ ...way.config, max: MAX_SESSIONS, idleTimeoutMillis: 1_000, allowExitOnIdle: true });
  prepare(sessions, way);
  // A connection that ends while it is idle is replaced when it is needed.
  sessions.on('error', () => undefined);
  return sessions;
}

const sessionWay = (reached: ReachedDatabase): Way => ({ config: reached.session(), patienceMs: SESSION_PATIENCE_MS });

/** Ends all connections. */
export async function closeDatabase(orm: MikroORM): Promise<void> {
  await waysOf(orm).sessions.end();
  await orm.close();
}

/** The pool of the ORM, for libraries that use SQL directly. Through a pooler no session state is kept. */
export async function poolOf(orm: MikroORM): Promise<Pool> {
  return orm.em.getConnection().getNativeClient();
}

/** Connections that keep their session: for locks, settings, and what cannot run in a transaction. */
export function sessionsOf(orm: MikroORM): Pool {
  return waysOf(orm).sessions;
}

/** An ORM whose connections keep their session and have more time, for migrations. */
export async function ormForSessions(orm: MikroORM): Promise<{ orm: MikroORM } & AsyncDisposable> {
  const { reached, log, entities } = waysOf(orm);
  const own = await openOrm(sessionWay(reached), { reached, entities, poolSize: 1, log });
  return { orm: own, [Symbol.asyncDispose]: () => own.close() };
}

export function logOf(orm: MikroORM): Logger {
  return waysOf(orm).log;
}

/** The schema of the tables, and the connection options. */
export function reachedBy(orm: MikroORM): ReachedDatabase {
  return waysOf(orm).reached;
}

function waysOf(orm: MikroORM): Ways {
  const ways = WAYS.get(orm);
  if (!ways) throw new Error('this ORM was not opened by openDatabase');
  return ways;
}

function prepare(pool: Pool, { settings, patienceMs }: Way): void {
  giveDates(pool);
  recoverLostConnections(pool);
  if (settings) limitStatements(pool, settings);
  else reusePlans(pool);
  shareScarceConnections(pool, patienceMs);
}

/**
 * The ORM makes its connections hand out dates as text and parses them itself. Our own queries,
 * better-auth and pg-boss use the same pool and expect dates, as `pg` returns by default: a session whose expiry is text would
 * never expire. The ORM accepts dates as well.
 */
function giveDates(pool: Pool): void {
  pool.on('connect', (client) => {
    for (const type of [builtins.DATE, builtins.TIMESTAMP, builtins.TIMESTAMPTZ]) {
      client.setTypeParser(type, getTypeParser(type));
    }
  });
}
