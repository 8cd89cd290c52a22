import { type EntitySchema, MikroORM } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import pg, { type Pool } from 'pg';

const { builtins, getTypeParser } = pg.types;
import type { Logger } from '../logging/logger.ts';
import { recoverLostConnections } from './lost-connections.ts';
import { MIGRATIONS } from './migrations/index.ts';

/** Milliseconds to wait for a connection, an own or a free one; then the caller is told that the database is away. */
const CONNECT_WITHIN = 30_000;

export interface DatabaseOptions {
  url: string;
  entities: EntitySchema[];
  /** Connections at most. Accounts, jobs and requests share them. */
  poolSize: number;
  log: Logger;
}

/** Opens the ORM. Nothing is queried yet; the first use connects. */
export function openDatabase({ url, entities, poolSize, log }: DatabaseOptions): Promise<MikroORM> {
  return MikroORM.init({
    clientUrl: url,
    entities,
    extensions: [Migrator],
    migrations: { migrationsList: MIGRATIONS, snapshot: false, tableName: 'patchbay_migrations' },
    pool: { min: 0, max: poolSize },
    // Every request works on a fork of its own; a query on the shared manager is a mistake and throws.
    allowGlobalContext: false,
    forceUtcTimezone: true,
    debug: false,
    logger: (message) => log.debug(message),
    colors: false,
    driverOptions: { onPoolCreated: prepare, connectionTimeoutMillis: CONNECT_WITHIN },
  });
}

/** The pool behind the ORM, for the libraries that speak SQL themselves. */
export async function poolOf(orm: MikroORM): Promise<Pool> {
  return orm.em.getConnection().getNativeClient();
}

function prepare(pool: Pool): void {
  giveDates(pool);
  recoverLostConnections(pool);
}

/**
 * The ORM makes its connections hand out dates as text and parses them itself. On the same pool run our own queries,
 * better-auth and pg-boss, which expect what `pg` always gives: a session that expires at a text never expires. The ORM
 * takes dates as well.
 */
function giveDates(pool: Pool): void {
  pool.on('connect', (client) => {
    for (const type of [builtins.DATE, builtins.TIMESTAMP, builtins.TIMESTAMPTZ]) {
      client.setTypeParser(type, getTypeParser(type));
    }
  });
}

/** Whether a query gets through within two seconds. */
export async function databaseReady(orm: MikroORM): Promise<boolean> {
  const answer = (await poolOf(orm)).query('select 1').then(() => true);
  const tooLate = new Promise<boolean>((resolve) => setTimeout(resolve, 2_000, false).unref());
  return Promise.race([answer, tooLate]);
}
