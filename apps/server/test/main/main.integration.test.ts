import { type Sandbox, startSandbox } from '@patchbay/sandbox';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { approve, connectAgain, linkToken, startConnecting } from '../support/connect.ts';
import { freePort, ServerProcess } from '../support/server-process.ts';
import type { TestApp } from '../support/test-app.ts';
import { TestBrowser } from '../support/test-browser.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let sandbox: Sandbox;
let database: TestDatabase;
let server: ServerProcess;
let ada: TestBrowser;

beforeEach(async () => {
  sandbox = await startSandbox();
  database = await createTestDatabase();
});

// Each test starts the whole server, most of them twice.
vi.setConfig({ testTimeout: 60_000 });

/** A server with Ada in it, and a catalog. */
async function run(env: Record<string, string> = {}): Promise<void> {
  const all = {
    DATABASE_URL: database.url,
    PATCHBAY_SECRET: 'a-secret-for-tests-of-more-than-32-characters',
    COMPOSIO_API_KEY: sandbox.apiKey,
    COMPOSIO_BASE_URL: sandbox.url,
    ...env,
  };
  server = new ServerProcess(await freePort(), all, { keepLog: 'NODE_OPTIONS' in env });
  await server.start();
  ada = await TestBrowser.signUp({ url: server.url, origin: server.url }, 'Ada Lovelace');
  await vi.waitFor(() => ada.trpc.apps.get.query({ slug: 'slack' }), { timeout: 10_000, interval: 50 });
}

/** Seconds until an attempt lapses, for tests that wait for it. */
const SHORT = { PATCHBAY_ATTEMPT_TTL_SECONDS: '4' };

afterEach(async () => {
  await server.stop();
  await sandbox.stop();
  await database.drop();
});

const whenNotPending = (id: string) =>
  vi.waitFor(
    async () => {
      const connection = await ada.trpc.connections.get.query({ id });
      expect(connection.status).not.toBe('pending');
      return connection;
    },
    { timeout: 15_000, interval: 100 },
  );

const accountsUpstream = () => sandbox.control.accounts().filter(({ userId }) => userId === ada.workspaceId);

describe('a server that is killed', () => {
  it('between the link and the return goes on with the attempt after a restart', async () => {
    await run();
    const { id, redirectUrl } = await startConnecting(ada);
    await server.kill();
    await server.start();
    expect(await approve({ sandbox } as TestApp, ada, redirectUrl)).toContain('/return/connected');
    expect((await ada.trpc.connections.get.query({ id })).status).toBe('active');
  });

  it('while it waits for the provider ends the attempt by its deadline, and can be connected again', async () => {
    await run(SHORT);
    sandbox.control.faults.set([{ match: { path: /\/link$/ }, delayMs: 1_000, times: 1 }]);
    const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack' });
    const asked = ada.trpc.connections.connect.mutate({ id: connection.id }).catch(() => 'cut off');
    await vi.waitFor(() => expect(sandbox.control.requests().some(({ path }) => path.endsWith('/link'))).toBe(true));
    await server.kill();
    expect(await asked).toBe('cut off');

    await server.start();
    expect(await whenNotPending(connection.id)).toMatchObject({ status: 'added', reason: { code: 'lapsed' } });
    expect((await connectAgain(ada, connection.id)).redirectUrl).toContain(sandbox.url);
  });

  it('with an approved attempt whose return was lost deletes what it does not use', async () => {
    await run(SHORT);
    const { id, redirectUrl } = await startConnecting(ada);
    sandbox.control.approve(linkToken(redirectUrl));
    await server.kill();
    await server.start();
    expect(await whenNotPending(id)).toMatchObject({ status: 'added', reason: { code: 'return_missing' } });
    await vi.waitFor(() => expect(accountsUpstream()).toEqual([]), { timeout: 10_000 });
  });
});

it('stops at once although a client follows changes, also one that did not say what it accepts', async () => {
  await run();
  const path = `/trpc/connections.watch?input=${encodeURIComponent('{}')}`;
  const stream = await ada.fetch(path, { headers: { accept: '*/*', 'x-patchbay-workspace': ada.workspaceId } });
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  const since = performance.now();
  expect(await server.stop()).toBe(0);
  // A request that is not known to be a stream is waited for, ten seconds long.
  expect(performance.now() - since).toBeLessThan(8_000);
  await stream.body?.cancel().catch(() => undefined);
});

it('stops on SIGTERM with everything put away', async () => {
  await run();
  expect(await server.stop()).toBe(0);
});

/** A module that is loaded before the server, with a bug that waits for a signal. */
const withBug = (bug: string) => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`process.on('SIGUSR2', () => { ${bug} })`)}`,
});

it.each([
  ['uncaughtException', `throw new Error('planted')`],
  ['unhandledRejection', `void Promise.reject(new Error('planted'))`],
])('an error that is not caught (%s) is logged, and the process stops cleanly', async (origin, bug) => {
  await run(withBug(bug));
  const { pid, exitCode } = server.process;
  process.kill(pid, 'SIGUSR2');
  expect(await exitCode).toBe(1);
  const fatal = server.logged.map((line) => JSON.parse(line) as { level: number; msg: string }).filter(isFatal);
  expect(fatal).toEqual([
    expect.objectContaining({ origin, msg: 'an error was not caught: stopping', err: expect.anything() }),
  ]);
  expect(JSON.stringify(fatal)).toContain('planted');
});

const isFatal = ({ level }: { level: number }) => level >= 60;
