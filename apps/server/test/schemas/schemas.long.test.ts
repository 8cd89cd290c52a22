import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { prepareSql } from '../../src/platform/database/prepare-sql.ts';
import { runStatements, withDatabase } from '../support/admin-connection.ts';
import { DEBIAN_BIN, DebianPostgres, whyNot } from '../support/debian-postgres.ts';
import { type SchemaLayout, SCHEMA_LAYOUTS, startIn, startOlderIn, tablesOf } from '../support/schema-layouts.ts';

/** Every kind of schema, by the PostgreSQL 15 and the pg_dump of Debian. `npm run test:schemas`. */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

let postgres: DebianPostgres;
let dir: string;
let number = 0;
let role: string;
let database: string;

const admin = (name = database) => withDatabase(postgres.url, name);
const url = (name = database) => Object.assign(new URL(admin(name)), { username: role }).href;

/** A database for the role, with or without the right to create schemas in it. */
async function createDatabase(name: string, { layout, mayCreate }: Case): Promise<void> {
  await runStatements(postgres.url, [`create database ${name}`]);
  if (mayCreate) await runStatements(postgres.url, [`alter database ${name} owner to ${role}`]);
  await runStatements(admin(name), layout.setUp(role, name));
}

const prepare = (name: string, { layout }: Case) =>
  runStatements(admin(name), prepareSql({ role, database: name, schema: layout.schema(role) }));

/** By a program of PostgreSQL's; what it complains of is thrown. */
const program = (name: string, ...words: string[]) => execFileSync(join(DEBIAN_BIN, name), words, { stdio: 'pipe' });

/** How many rows each of our tables has, by its name with its schema. */
async function contents(name: string): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: admin(name) });
  await client.connect();
  const counts: Record<string, number> = {};
  for (const table of await tablesOf(admin(name))) {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int from "${table.schema}"."${table.name}"`,
    );
    counts[`${table.schema}.${table.name}`] = rows[0]?.count ?? 0;
  }
  await client.end();
  return counts;
}

interface Case {
  layout: SchemaLayout;
  mayCreate: boolean;
}

const CASES = Object.entries<SchemaLayout>(SCHEMA_LAYOUTS).flatMap(([name, layout]) =>
  [true, false].map((mayCreate) => [name, mayCreate ? 'with' : 'without', { layout, mayCreate }] as const),
);

describe.skipIf(whyNot())(`on PostgreSQL of the system${whyNot()}`, () => {
  beforeAll(async () => {
    postgres = await DebianPostgres.start();
    dir = mkdtempSync(join(tmpdir(), 'patchbay-test-'));
  });
  afterAll(async () => {
    await postgres[Symbol.asyncDispose]();
    rmSync(dir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    number += 1;
    role = `role_${number}`;
    database = `first_${number}`;
    await runStatements(postgres.url, [`create role ${role} login`]);
  });

  describe.each(CASES)('in %s, %s CREATE on the database', (name, _, each) => {
    const { layout, mayCreate } = each;
    const needsHelp = !mayCreate && (name === 'public' || layout.named !== undefined);
    const expected = (more: string[] = []) => new Set([layout.schema(role), ...more]);
    const found = async (of = database) => new Set((await tablesOf(admin(of))).map(({ schema }) => schema));

    it('a first start, or the sentence that says what to run, and a second start', async () => {
      await createDatabase(database, each);
      if (needsHelp) await expect(startIn(url(), layout)).rejects.toThrow(`npm run db:prepare -- --role ${role}`);
      if (!mayCreate) await prepare(database, each);
      expect(await startIn(url(), layout, { signUp: true })).toBe(1);
      expect(await startIn(url(), layout)).toBe(1);
      expect(await found()).toEqual(expected(name === 'public' ? ['pgboss'] : []));
    });

    it('an older version is upgraded, dumped, restored elsewhere, and started there', async () => {
      await createDatabase(database, each);
      if (!mayCreate) await prepare(database, each);
      // An older version had its jobs in a schema that it needed a right for.
      if (!mayCreate) await runStatements(admin(), [`create schema if not exists pgboss authorization ${role}`]);
      await startOlderIn(url(), layout);
      expect(await startIn(url(), layout, { signUp: true })).toBe(1);
      expect(await startIn(url(), layout)).toBe(1);
      expect(await found()).toEqual(expected(['pgboss']));

      const [file, other] = [join(dir, `${role}.dump`), `second_${number}`];
      program('pg_dump', '--format=custom', `--file=${file}`, url());
      await restore(file, other, each);
      expect(await contents(other)).toEqual(await contents(database));
      expect(await startIn(url(other), layout, { signUp: true })).toBe(2);
      expect(await startIn(url(other), layout)).toBe(2);
      expect(await found(other)).toEqual(expected(['pgboss']));
    });
  });
});

/** As docs/database.md says it: what the cluster knows of a database is not in its dump. */
async function restore(file: string, name: string, { layout, mayCreate }: Case): Promise<void> {
  await runStatements(postgres.url, [`create database ${name}`]);
  const ofDatabase = layout.setUp(role, name).filter((statement) => statement.startsWith('alter database'));
  await runStatements(postgres.url, ofDatabase);
  const into = ['--no-owner', '--exit-on-error', `--dbname=${url(name)}`, file];
  if (mayCreate) {
    await runStatements(postgres.url, [`alter database ${name} owner to ${role}`]);
    program('pg_restore', ...into);
    return;
  }
  await prepare(name, { layout, mayCreate });
  await runStatements(admin(name), [`create schema if not exists pgboss authorization ${role}`]);
  program('pg_restore', `--schema=${layout.schema(role)}`, '--schema=pgboss', ...into);
}
