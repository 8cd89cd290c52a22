import pg from 'pg';
import { ENTITIES } from '../../src/entities.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { readConnection } from '../../src/platform/database/connection.ts';
import { reachDatabase } from '../../src/platform/database/reach-database.ts';
import { Jobs } from '../../src/platform/jobs/jobs.ts';
import { ChangeSignal, channelOf } from '../../src/platform/live/change-signal.ts';
import { createLogger } from '../../src/platform/logging/logger.ts';
import { openDatabase, poolOf } from '../../src/platform/orm/database.ts';
import { startTestApp } from './test-app.ts';

const log = createLogger('silent');

/** The role and its database have the same name. */
export interface SchemaLayout {
  /** The installation's schema. */
  schema: (role: string) => string;
  /** Run as an administrator, before the first start in `database`. */
  setUp: (role: string, database: string) => string[];
  /** DATABASE_SCHEMA. */
  named?: string;
}

const own = (schema: string, role: string) => `create schema ${schema} authorization ${role}`;

/** Where an installation can have its tables. */
export const SCHEMA_LAYOUTS = {
  public: { schema: () => 'public', setUp: () => [] },
  'the role’s own schema': { schema: (role) => role, setUp: (role) => [own(role, role)] },
  'a search path of the database': {
    schema: () => 'by_database',
    setUp: (role, database) => [
      own('by_database', role),
      `alter database ${database} set search_path = by_database, public`,
    ],
  },
  'a search path of the role': {
    schema: () => 'by_role',
    setUp: (role) => [own('by_role', role), `alter role ${role} set search_path = by_role, public`],
  },
  DATABASE_SCHEMA: { schema: () => 'named', setUp: () => [], named: 'named' },
} as const satisfies Record<string, SchemaLayout>;

/** A complete start; returns how many people the installation has afterwards. */
export async function startIn(url: string, { named }: SchemaLayout, { signUp = false } = {}): Promise<number> {
  const env = named === undefined ? {} : { DATABASE_SCHEMA: named };
  await using app = await startTestApp({ databaseUrl: url, env, catalog: false });
  if (signUp) await app.person();
  await app.runJobs();
  const pool = await poolOf(app.deps.orm);
  return (await pool.query<{ count: number }>('select count(*)::int from "user"')).rows[0]?.count ?? 0;
}

/** The schema of the end of November 2026, with jobs in a separate schema. */
export async function startOlderIn(url: string, { named }: SchemaLayout): Promise<void> {
  const main = readConnection({ variable: 'DATABASE_URL', url, schema: named ?? null });
  const reached = await reachDatabase({ main, direct: null });
  const orm = await openDatabase({ url: reached, entities: ENTITIES, poolSize: 4, log });
  await orm.migrator.up({ to: '20261203-key-shown-to' });
  const pool = await poolOf(orm);
  const { rows } = await pool.query(`select 1 where to_regnamespace('pgboss') is null`);
  if (rows.length > 0) await pool.query('create schema pgboss');
  const changes = new ChangeSignal({ connection: reached.session, channel: channelOf(reached.schema) }, log);
  const jobs = new Jobs(pool, { schema: 'pgboss', clock: systemClock, changes, log });
  await jobs.start({ work: false });
  await jobs.stop();
  await pool.query(`update patchbay_migrations set executed_at = now() - interval '1 day'`);
  await orm.close();
}

/** The tables by schema, as an administrator sees them. */
export async function tablesOf(url: string): Promise<{ schema: string; name: string }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select schemaname as schema, tablename as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2`,
  );
  await client.end();
  return rows;
}
