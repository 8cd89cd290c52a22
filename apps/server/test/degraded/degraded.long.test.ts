import { type Sandbox, startSandbox } from '@patchbay/sandbox';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connected } from '../support/connect.ts';
import { DebianPostgres, whyNot } from '../support/debian-postgres.ts';
import { askReady, lockTable, type Ready } from '../support/degrade.ts';
import { Gate } from '../support/gate.ts';
import { expectNothingLost, MessageLoad } from '../support/message-load.ts';
import { freePort, ServerProcess } from '../support/server-process.ts';
import type { TestApp } from '../support/test-app.ts';
import { TestBrowser } from '../support/test-browser.ts';
import { listenToCommits } from '../support/triggers.ts';
import { WEBHOOK_SECRET } from '../support/webhook.ts';

/** The server as people run it on a database that gets into trouble, with the figures. `npm run test:degraded`. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

let sandbox: Sandbox;
let running: AsyncDisposableStack;

beforeEach(async () => {
  sandbox = await startSandbox();
  running = new AsyncDisposableStack();
  running.defer(() => sandbox.stop());
});

afterEach(() => running.disposeAsync());

async function serverAt(url: string): Promise<ServerProcess> {
  const env = {
    DATABASE_URL: url,
    PATCHBAY_SECRET: 'a-secret-for-tests-of-more-than-32-characters',
    COMPOSIO_API_KEY: sandbox.apiKey,
    COMPOSIO_BASE_URL: sandbox.url,
    COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET,
  };
  const server = new ServerProcess(await freePort(), env, { keepLog: true });
  running.defer(() => server.kill());
  return server;
}

/** Messages that the provider sends all the time, until the test ends. */
async function messagesTo(server: ServerProcess, ada: TestBrowser): Promise<MessageLoad> {
  await vi.waitFor(() => ada.trpc.apps.get.query({ slug: 'github' }), { timeout: 30_000, interval: 100 });
  const connection = await connected({ sandbox } as TestApp, ada, 'github');
  await listenToCommits(ada, connection.id);
  return new MessageLoad({ urls: [server.url], workspaceId: ada.workspaceId, accountId: connection.account?.id ?? '' });
}

const person = ({ url }: ServerProcess) => TestBrowser.signUp({ url, origin: url }, 'Ada Lovelace');

/** Milliseconds until `/readyz` says so; each answer within five seconds. */
async function untilReady(url: string, is: (ready: Ready) => boolean): Promise<number> {
  const started = performance.now();
  await vi.waitFor(
    async () => {
      const ready = await askReady(url);
      expect(ready.ms).toBeLessThan(5_000);
      expect(is(ready)).toBe(true);
    },
    { timeout: 60_000, interval: 200 },
  );
  return Math.round(performance.now() - started);
}

/** At most one line for each cause in a minute. */
function expectFewLines({ logged }: ServerProcess): void {
  const seen = new Map<string, number>();
  for (const line of logged) {
    const { time, level, cause = '' } = JSON.parse(line) as { time: number; level: number; cause?: string };
    if (level < 40 || cause === '') continue;
    expect(time - (seen.get(cause) ?? 0)).toBeGreaterThan(59_000);
    seen.set(cause, time);
  }
}

const tell = (what: string, figures: object) => process.stdout.write(`${what}: ${JSON.stringify(figures)}\n`);

describe.skipIf(whyNot())(`with PostgreSQL of the system${whyNot()}`, () => {
  it('a standby behind a running server is not ready, and works after its promotion without a restart', async () => {
    const primary = running.use(await DebianPostgres.start());
    const door = running.use(await Gate.before(primary.url));
    await door.open();
    const server = await serverAt(door.url);
    await server.start();
    const ada = await person(server);
    const standby = running.use(await DebianPostgres.start({ of: primary }));
    await door.shut();
    await door.open(standby.url);
    const notReady = await untilReady(server.url, ({ cause }) => cause === 'read_only');
    await expect(ada.trpc.workspaces.rename.mutate({ name: 'Later' })).rejects.toThrow();
    standby.promote();
    const ready = await untilReady(server.url, ({ status }) => status === 200);
    await ada.trpc.workspaces.rename.mutate({ name: 'Later' });
    expect((await ada.trpc.session.get.query()).user?.id).toBe(ada.user.id);
    expectFewLines(server);
    tell('standby', { notReady, ready, lines: server.logged.length });
  });

  it('a full disk is not ready, loses nothing that was acknowledged, and works when there is room', async () => {
    const postgres = running.use(await DebianPostgres.start({ disk: 120 }));
    const server = await serverAt(postgres.url);
    await server.start();
    const ada = await person(server);
    const load = await messagesTo(server, ada);
    await vi.waitFor(() => expect(load.acknowledged.length).toBeGreaterThan(20), { timeout: 30_000 });
    postgres.fillDisk();
    const notReady = await untilReady(server.url, ({ cause }) => cause === 'disk_full');
    const [during, since] = [load.acknowledged.length, performance.now()];
    await vi.waitFor(() => expect(load.answers[503]).toBeGreaterThan(20), { timeout: 30_000 });
    const refusedFor = Math.round(performance.now() - since);
    postgres.freeDisk();
    const ready = await untilReady(server.url, ({ status }) => status === 200);
    await vi.waitFor(() => expect(load.acknowledged.length).toBeGreaterThan(during + 20), { timeout: 30_000 });
    await load.stop();
    await expectNothingLost(load, postgres.url);
    expect((await ada.trpc.session.get.query()).user?.id).toBe(ada.user.id);
    expectFewLines(server);
    const { answers, acknowledged } = load;
    tell('full disk', {
      notReady,
      ready,
      refusedFor,
      answers,
      acknowledged: acknowledged.length,
      lines: server.logged.length,
    });
  });

  it('a table that is locked for 25 s', async () => {
    const postgres = running.use(await DebianPostgres.start());
    const server = await serverAt(postgres.url);
    await server.start();
    const ada = await person(server);
    const lock = await lockTable(postgres.url, 'entity_connections');
    const notReady = await untilReady(server.url, ({ status }) => status === 503);
    const asked = performance.now();
    await expect(ada.trpc.connections.list.query({})).rejects.toMatchObject({ data: { httpStatus: 503 } });
    const answered = Math.round(performance.now() - asked);
    expect(answered).toBeLessThan(10_000);
    await new Promise((resolve) => setTimeout(resolve, 25_000 - (performance.now() - asked)));
    await lock[Symbol.asyncDispose]();
    const ready = await untilReady(server.url, ({ status }) => status === 200);
    await ada.trpc.connections.list.query({});
    expectFewLines(server);
    tell('locked table', { notReady, answered, ready, lines: server.logged.length });
  });

  it('SIGTERM ends a server within its deadline although every session of its database is stopped', async () => {
    const postgres = running.use(await DebianPostgres.start());
    const server = await serverAt(postgres.url);
    await server.start();
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'patchbay'`,
    );
    for (const { pid } of rows) process.kill(pid, 'SIGSTOP');
    running.defer(() => rows.forEach(({ pid }) => process.kill(pid, 'SIGCONT')));
    await client.end();
    const told = performance.now();
    const code = await server.stop();
    const ms = Math.round(performance.now() - told);
    expect(ms).toBeLessThan(17_000);
    tell('SIGTERM with a stuck database', { ms, code });
  });

  it('a database that is not up for 20 s', async () => {
    const postgres = running.use(await DebianPostgres.start());
    const door = running.use(await Gate.before(postgres.url));
    const server = await serverAt(door.url);
    const started = performance.now();
    setTimeout(() => void door.open(), 20_000);
    await server.start();
    tell('not up for 20 s', { ready: Math.round(performance.now() - started), lines: server.logged.length });
    expect((await askReady(server.url)).status).toBe(200);
    expectFewLines(server);
  });
});
