import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { startEmbeddedPostgres } from '@patchbay/embedded-postgres';
import { reachOf } from '../../src/composition.ts';
import { createLogger } from '../../src/platform/logging/logger.ts';
import { settingsFrom } from '../../src/settings.ts';
import { runStatements, withDatabase } from '../support/admin-connection.ts';
import { hasStack, runProgram } from '../support/run-program.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import type { TestBrowser } from '../support/test-browser.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** The commands of an operator as they are run: processes, by their exit codes and what they write. */
vi.setConfig({ testTimeout: 60_000 });

const SECRET = 'a-secret-for-tests-of-more-than-32-characters';
const OTHER = 'another-secret-of-more-than-thirty-two-characters';

let database: TestDatabase;
let app: TestApp;
let ada: TestBrowser;
/** What a command has in its environment. */
let env: Record<string, string>;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startTestApp({ databaseUrl: database.url, catalog: false });
  ada = await app.person();
  await ada.trpc.endpoints.create.mutate({ url: 'https://receiver.example.com/' });
  env = { DATABASE_URL: database.url, PATCHBAY_SECRET: SECRET, PUBLIC_URL: 'https://connect.example.com' };
});

afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await database.drop();
});

const command = (name: string, words: string[] = [], more: Record<string, string> = {}) =>
  runProgram(`doctor/${name}.ts`, { ...env, ...more }, words);

/** What a refused command should come to: a sentence and not a stack, with this exit code. */
const refusal = (code: number, says: string) => ({
  code,
  output: expect.stringContaining(says) as string,
  stack: false,
});

/** How a command ended. */
async function outcome(name: string, words: string[] = [], more: Record<string, string> = {}) {
  const ended = await command(name, words, more);
  return { ...ended, stack: hasStack(ended) };
}

describe('make-admin', () => {
  it('makes the account an admin and names its person', async () => {
    await expect(ada.trpc.installation.workspaces.query({})).rejects.toThrow();
    const { code, output } = await command('make-admin', [ada.user.email.toUpperCase()]);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('“Ada Lovelace”') as string });
    expect((await ada.trpc.installation.workspaces.query({})).items).not.toEqual([]);
  });

  it('names what is missing or unknown', async () => {
    expect(await outcome('make-admin')).toEqual(refusal(2, 'Name the account: npm run make-admin -- ada@example.com'));
    expect(await outcome('make-admin', ['ada'])).toEqual(refusal(2, 'Name the account'));
    expect(await outcome('make-admin', ['a@example.com', 'b@example.com'])).toEqual(refusal(2, 'Name the account'));
    expect(await outcome('make-admin', ['x@example.com'])).toEqual(
      refusal(1, 'No account has the address x@example.com.'),
    );
  });
});

describe('admin-link', () => {
  it('prints a link that leads to the public address', async () => {
    const { code, output } = await command('admin-link');
    expect(code).toBe(0);
    expect(output).toMatch(/^ {2}https:\/\/connect\.example\.com\/setup#\S+$/m);
  });

  it('ignored words that it does not read: it refuses them', async () => {
    expect(await outcome('admin-link', ['ada@example.com'])).toEqual(refusal(2, 'takes no arguments'));
  });
});

describe('new-password', () => {
  it('names what is missing or unknown', async () => {
    expect(await outcome('new-password')).toEqual(refusal(2, 'Name the account: npm run new-password'));
  });

  it('tells a password that signs in', async () => {
    const grace = await app.person('Grace Hopper');
    const { code, output } = await command('new-password', [grace.user.email]);
    expect(code).toBe(0);
    const password = /^ {2}(\S+)$/m.exec(output)?.[1];
    const body = JSON.stringify({ email: grace.user.email, password });
    const headers = { 'content-type': 'application/json' };
    const answer = await grace.fetch('/auth/sign-in/email', { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
  });
});

describe('reseal', () => {
  it('ended with a stack after its work: it says what was done, and when PREVIOUS can go', async () => {
    const rotated = { PATCHBAY_SECRET: OTHER, PATCHBAY_SECRET_PREVIOUS: SECRET };
    const first = await command('reseal', [], rotated);
    expect(first).toMatchObject({
      code: 0,
      output: expect.stringMatching(/Resealed: [1-9]\d*\. Nothing that is stored/),
    });
    const second = await command('reseal', [], rotated);
    expect(second).toMatchObject({ code: 0, output: expect.stringContaining('Resealed: 0.') });
    expect(await outcome('reseal')).toEqual(refusal(1, 'open under none of the secrets'));
  });
});

describe('db:prepare', () => {
  const role = `role_${randomBytes(6).toString('hex')}`;
  const prepare = (words: string[], more = {}) => outcome('prepare-database', words, more);
  afterAll(() => runStatements(inject('postgresAdminUrl'), [`drop role if exists ${role}`]));

  it('prints its SQL without a connection', async () => {
    const nowhere = { DATABASE_URL: 'postgres://db.invalid/patchbay' };
    const { code, output } = await prepare(['--role', role, '--schema', 'mine', '--print'], nowhere);
    expect({ code, output }).toEqual({
      code: 0,
      output: expect.stringContaining('create schema if not exists mine;') as string,
    });
  });

  it('names what is missing, unknown or refused', async () => {
    expect(await prepare([])).toEqual(refusal(2, 'Name the role: npm run db:prepare'));
    expect(await prepare(['--rolle', role])).toEqual(refusal(2, 'Name the role'));
    expect(await prepare(['--role', role, 'more'])).toEqual(refusal(2, 'Name the role'));
    expect(await prepare(['--role', 'unknown_role', '--schema', 'never'])).toEqual(
      refusal(1, 'role "unknown_role" does not exist'),
    );
    expect(await prepare(['--role', role], { DATABASE_URL: '' })).toEqual(refusal(1, 'Set DATABASE_URL'));
  });

  it('lets a role start that may not create schemas', async () => {
    const own = await createTestDatabase();
    await runStatements(inject('postgresAdminUrl'), [`create role ${role} login password 'of-the-test'`]);
    const { code } = await prepare(['--role', role, '--schema', 'prepared'], { DATABASE_URL: own.url });
    expect(code).toBe(0);
    const url = Object.assign(new URL(own.url), { username: role, password: 'of-the-test' }).href;
    await runStatements(url, [
      'create table prepared.one (id int)',
      'create table two (id int)',
      'select 1 from prepared.two',
    ]);
    await own.drop();
  });
});

describe('every command', () => {
  const ALL: [string, string[]][] = [
    ['make-admin', ['ada@example.com']],
    ['admin-link', []],
    ['new-password', ['ada@example.com']],
    ['reseal', []],
    ['prepare-database', ['--role', 'anyone']],
    ['main', []],
    ['main', ['--fix']],
  ];
  const each = (more: Record<string, string>) => Promise.all(ALL.map(([name, words]) => outcome(name, words, more)));

  it('says in a sentence that the database refuses it: some showed a stack', async () => {
    const more = {
      DATABASE_URL: withDatabase(database.url, 'nowhere'),
      PUBLIC_URL: app.url,
      COMPOSIO_API_KEY: app.sandbox.apiKey,
      COMPOSIO_BASE_URL: app.sandbox.url,
    };
    expect(await each(more)).toEqual(ALL.map(() => refusal(1, 'database "nowhere" does not exist')));
  });

  it('says in a sentence that the environment is not valid', async () => {
    const more = { DATABASE_URL: 'mysql://db/patchbay' };
    expect(await each(more)).toEqual(ALL.map(() => refusal(1, 'DATABASE_URL: must begin with postgres://')));
  });
});

it('with the embedded database, a command says that there is none yet, or that a running server has it', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'patchbay-test-'));
  chmodSync(dataDir, 0o711);
  const own = { DATABASE_URL: '', PATCHBAY_DATA_DIR: dataDir };
  expect(await outcome('make-admin', [ada.user.email], own)).toEqual(refusal(1, 'There is no database yet'));
  const { stop } = await startEmbeddedPostgres({ dataDir, log: () => undefined, settings: { fsync: 'off' } });
  expect(await outcome('admin-link', [], own)).toEqual(refusal(1, 'A running Patchbay has the database to itself'));
  await stop();
  expect((await command('admin-link', [], own)).output).toContain('/setup#');
  await expectUnusedVariables(dataDir);
  rmSync(dataDir, { recursive: true });
});

/** PostgreSQL's variables without DATABASE_URL were left unused in silence. */
async function expectUnusedVariables(dataDir: string): Promise<void> {
  await using running = new AsyncDisposableStack();
  const lines: string[] = [];
  const log = createLogger('warn', { write: (line) => lines.push(line) });
  const libpq = { PGHOST: 'db.example.com', PGUSER: 'patchbay' };
  await reachOf(settingsFrom({ PATCHBAY_DATA_DIR: dataDir, libpq }), { log, running });
  expect(lines).toEqual([expect.stringContaining('are not used: PGHOST, PGUSER')]);
}
