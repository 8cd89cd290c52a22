import { type Sandbox, startSandbox } from '@patchbay/sandbox';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectionsOf } from '../../src/platform/database/database-settings.ts';
import { reachDatabase } from '../../src/platform/database/reach-database.ts';
import { waitForDatabase } from '../../src/platform/database/wait-for-database.ts';
import { createLogger } from '../../src/platform/logging/logger.ts';
import { askReady, setReadOnly } from '../support/degrade.ts';
import { Gate } from '../support/gate.ts';
import { freePort, ServerProcess } from '../support/server-process.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

vi.setConfig({ testTimeout: 60_000 });

let sandbox: Sandbox;
let database: TestDatabase;
let gate: Gate;

beforeEach(async () => {
  sandbox = await startSandbox();
  database = await createTestDatabase();
  gate = await Gate.before(database.url);
});

afterEach(async () => {
  await gate.shut();
  await sandbox.stop();
  await database.drop();
});

async function serverAt(url: string): Promise<ServerProcess> {
  const env = {
    DATABASE_URL: url,
    PATCHBAY_SECRET: 'a-secret-for-tests-of-more-than-32-characters',
    COMPOSIO_API_KEY: sandbox.apiKey,
    COMPOSIO_BASE_URL: sandbox.url,
  };
  return new ServerProcess(await freePort(), env, { keepLog: true });
}

const waits = (server: ServerProcess) =>
  vi.waitFor(() => expect(server.logged.join('\n')).toContain('waiting for it'), { timeout: 30_000 });

describe('a start', () => {
  it('ended at once where the database was not up yet: it waits, says so once, and goes on', async () => {
    const server = await serverAt(gate.url);
    const started = server.start();
    await waits(server);
    await gate.open();
    await started;
    expect((await askReady(server.url)).status).toBe(200);
    expect(server.logged.filter((line) => line.includes('waiting for it'))).toHaveLength(1);
    expect(await server.stop()).toBe(0);
  });

  it('that waits for its database ends at once and cleanly when it is told to stop', async () => {
    const server = await serverAt(gate.url);
    const started = server.start().catch((error: unknown) => String(error));
    await waits(server);
    expect(await server.stop()).toBe(0);
    expect(await started).toContain('ended with 0');
  });

  it.each([
    ['an unknown database', (url: string) => url.replace(/test_\w+/, 'nowhere'), 'DATABASE_REFUSED'],
    ['an unknown role', (url: string) => Object.assign(new URL(url), { username: 'unknown' }).href, 'DATABASE_REFUSED'],
  ])('with %s does not wait', async (_, change, code) => {
    const lines: string[] = [];
    const log = createLogger('debug', { write: (line) => lines.push(line) });
    const connections = connectionsOf({ url: change(database.url), directUrl: null, schema: null, variables: {} });
    const reaching = waitForDatabase(() => reachDatabase(connections), { waitMs: 60_000, log });
    await expect(reaching).rejects.toMatchObject({ code });
    expect(lines).toEqual([]);
  });

  it.each([
    ['a database that is not up', (url: string) => url, 'DATABASE_AWAY'],
    [
      'a name that is not known',
      (url: string) => Object.assign(new URL(url), { hostname: 'db.invalid' }).href,
      'DATABASE_AWAY',
    ],
  ])('with %s waits, says for what, and ends with a sentence when the time is over', async (_, change, code) => {
    const lines: string[] = [];
    const log = createLogger('debug', { write: (line) => lines.push(line) });
    const connections = connectionsOf({ url: change(gate.url), directUrl: null, schema: null, variables: {} });
    const reaching = waitForDatabase(() => reachDatabase(connections), { waitMs: 1_500, log });
    await expect(reaching).rejects.toMatchObject({ code });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('does not answer');
  });

  it('on a read-only database, which a standby is, waits for its promotion instead of failing at a migration', async () => {
    await setReadOnly(database.url, true);
    const lines: string[] = [];
    const log = createLogger('debug', { write: (line) => lines.push(line) });
    const connections = connectionsOf({ url: database.url, directUrl: null, schema: null, variables: {} });
    const reaching = waitForDatabase(() => reachDatabase(connections), { waitMs: 30_000, log });
    await vi.waitFor(() => expect(lines.join('\n')).toContain('read-only'), 10_000);
    await setReadOnly(database.url, false);
    expect((await reaching).schema).toBe('public');
  });
});
