import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, inject, it, vi } from 'vitest';
import { runStatements, withDatabase } from '../../../test/support/admin-connection.ts';
import {
  type SchemaLayout,
  SCHEMA_LAYOUTS,
  startIn,
  startOlderIn,
  tablesOf,
} from '../../../test/support/schema-layouts.ts';
import { prepareSql } from './prepare-sql.ts';

// Each test starts the whole server two or three times.
vi.setConfig({ testTimeout: 90_000 });

let admin: string;
let role: string;
/** Of the role, which is no superuser. */
let url: string;

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

const start = (layout: SchemaLayout, options = {}) => startIn(url, layout, options);
const tablesBySchema = async () => new Set((await tablesOf(admin)).map(({ schema }) => schema));

// Every kind of layout, with and without rights, upgraded, dumped and restored: `npm run test:schemas`.

it('in a search path of the role, the second start finds what the first one made, and all tables are there', async () => {
  const layout = SCHEMA_LAYOUTS['a search path of the role'];
  await runStatements(admin, [`alter database ${role} owner to ${role}`, ...layout.setUp(role)]);
  expect(await start(layout, { signUp: true })).toBe(1);
  expect(await start(layout)).toBe(1);
  expect(await tablesBySchema()).toEqual(new Set(['by_role']));
});

it('a role that may not create schemas is told what to run, and starts after that', async () => {
  await expect(start(SCHEMA_LAYOUTS.public)).rejects.toThrow(`npm run db:prepare -- --role ${role}`);
  await runStatements(admin, prepareSql({ role, database: role, schema: 'public' }));
  expect(await start(SCHEMA_LAYOUTS.public, { signUp: true })).toBe(1);
  expect(await start(SCHEMA_LAYOUTS.public)).toBe(1);
  expect(await tablesBySchema()).toEqual(new Set(['public', 'pgboss']));
});

it('an installation of an older version in a schema of its own goes on, with its jobs where they were', async () => {
  await runStatements(admin, [`alter database ${role} owner to ${role}`]);
  await startOlderIn(url, SCHEMA_LAYOUTS.DATABASE_SCHEMA);
  expect(await start(SCHEMA_LAYOUTS.DATABASE_SCHEMA, { signUp: true })).toBe(1);
  expect(await tablesBySchema()).toEqual(new Set(['named', 'pgboss']));
});

it('two installations in schemas of one database do not see each other', async () => {
  await runStatements(admin, [`alter database ${role} owner to ${role}`]);
  const here: SchemaLayout = { ...SCHEMA_LAYOUTS.DATABASE_SCHEMA, named: 'here' };
  const there = { ...here, named: 'there' };
  expect(await start(here, { signUp: true })).toBe(1);
  expect(await start(there)).toBe(0);
  expect(await start(SCHEMA_LAYOUTS.public)).toBe(0);
  expect(await start(here, { signUp: true })).toBe(2);
});
