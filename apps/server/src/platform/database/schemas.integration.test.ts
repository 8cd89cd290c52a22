import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { runStatements, withDatabase } from '../../../test/support/admin-connection.ts';
import { startTestApp } from '../../../test/support/test-app.ts';
import { ENTITIES } from '../../entities.ts';
import { systemClock } from '../clock.ts';
import { Jobs } from '../jobs/jobs.ts';
import { createLogger } from '../logging/logger.ts';
import { openDatabase, poolOf } from '../orm/database.ts';
import { readConnection } from './connection.ts';
import { prepareSql } from './prepare-sql.ts';
import { reachDatabase } from './reach-database.ts';

// Each test starts the whole server two or three times.
vi.setConfig({ testTimeout: 90_000 });

const log = createLogger('silent');
let admin: string;
let role: string;
/** Of the role, which is no superuser. */
let url: string;

interface Place {
  /** Of the installation. */
  schema: (role: string) => string;
  /** As an administrator, before the first start. */
  setUp: (role: string) => string[];
  named?: string;
}

const own = (schema: string) => `create schema ${schema} authorization ${role}`;

const PLACES: Record<string, Place> = {
  public: { schema: () => 'public', setUp: () => [] },
  'the role’s own schema': { schema: () => role, setUp: () => [own(role)] },
  'a search path of the database': {
    schema: () => 'by_database',
    setUp: () => [own('by_database'), `alter database ${role} set search_path = by_database, public`],
  },
  'a search path of the role': {
    schema: () => 'by_role',
    setUp: () => [own('by_role'), `alter role ${role} set search_path = by_role, public`],
  },
  DATABASE_SCHEMA: { schema: () => 'named', setUp: () => [], named: 'named' },
};

beforeEach(async () => {
  role = `role_${randomBytes(6).toString('hex')}`;
  await runStatements(inject('postgresAdminUrl'), [
    `create role ${role} login password 'of-the-test'`,
    `create database ${role}`,
  ]);
  admin = withDatabase(inject('postgresAdminUrl'), role);
  url = Object.assign(new URL(admin), { username: role, password: 'of-the-test' }).href;
});

afterEach(() => runStatements(inject('postgresAdminUrl'), [`drop database ${role} with (force)`, `drop role ${role}`]));

/** A whole start; answers how many people the installation has afterwards. */
async function start({ named }: Place, { signUp = false } = {}): Promise<number> {
  const env = named === undefined ? {} : { DATABASE_SCHEMA: named };
  await using app = await startTestApp({ databaseUrl: url, env, catalogue: false });
  if (signUp) await app.person();
  await app.runJobs();
  const pool = await poolOf(app.deps.orm);
  return (await pool.query<{ count: number }>('select count(*)::int from "user"')).rows[0]?.count ?? 0;
}

async function tablesBySchema(): Promise<Set<string>> {
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  const { rows } = await client.query<{ schemaname: string }>(
    `select distinct schemaname from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  await client.end();
  return new Set(rows.map(({ schemaname }) => schemaname));
}

const expected = (schema: string) => new Set(schema === 'public' ? ['public', 'pgboss'] : [schema]);

describe.each(Object.entries(PLACES))('in %s', (name, place) => {
  it('the second start finds what the first one made, and all tables are there', async () => {
    await runStatements(admin, [`alter database ${role} owner to ${role}`, ...place.setUp(role)]);
    expect(await start(place, { signUp: true })).toBe(1);
    expect(await start(place)).toBe(1);
    expect(await tablesBySchema()).toEqual(expected(place.schema(role)));
  });

  it('a role that may not create schemas is told what to run, and starts after that', async () => {
    await runStatements(admin, place.setUp(role));
    if (name === 'public' || place.named)
      await expect(start(place)).rejects.toThrow(`npm run db:prepare -- --role ${role}`);
    await runStatements(admin, prepareSql({ role, database: role, schema: place.schema(role) }));
    expect(await start(place, { signUp: true })).toBe(1);
    expect(await start(place)).toBe(1);
    expect(await tablesBySchema()).toEqual(expected(place.schema(role)));
  });

  it('an installation of an older version goes on, with its jobs where they were', async () => {
    await runStatements(admin, [`alter database ${role} owner to ${role}`, ...place.setUp(role)]);
    await startOfOlderVersion(place);
    await runStatements(admin, [
      `update ${place.schema(role)}.patchbay_migrations set executed_at = now() - interval '1 day'`,
    ]);
    expect(await start(place, { signUp: true })).toBe(1);
    expect(await tablesBySchema()).toEqual(new Set([place.schema(role), 'pgboss']));
  });
});

/** The schema as it was at the end of November 2026, and jobs in a schema of their own. */
async function startOfOlderVersion({ named }: Place): Promise<void> {
  const main = readConnection({ variable: 'DATABASE_URL', url, schema: named ?? null });
  const orm = await openDatabase({
    url: await reachDatabase({ main, direct: null }),
    entities: ENTITIES,
    poolSize: 4,
    log,
  });
  await orm.migrator.up({ to: '20261203-key-shown-to' });
  const pool = await poolOf(orm);
  await pool.query('create schema if not exists pgboss');
  const jobs = new Jobs(pool, { schema: 'pgboss', clock: systemClock, log });
  await jobs.start({ work: false });
  await jobs.stop();
  await orm.close();
}

it('two installations in schemas of one database do not see each other', async () => {
  await runStatements(admin, [`alter database ${role} owner to ${role}`]);
  const here = { ...PLACES['DATABASE_SCHEMA'], named: 'here' } as Place;
  const there = { ...here, named: 'there' };
  expect(await start(here, { signUp: true })).toBe(1);
  expect(await start(there)).toBe(0);
  expect(await start(PLACES['public'] as Place)).toBe(0);
  expect(await start(here, { signUp: true })).toBe(2);
});
