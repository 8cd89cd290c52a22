import { setTimeout as pause } from 'node:timers/promises';
import { startSandbox } from '@patchbay/sandbox';
import { TRPCClientError } from '@trpc/client';
import pg from 'pg';
import { expect, it, vi } from 'vitest';
import { connected } from '../support/connect.ts';
import { expectNothingLost, MessageLoad } from '../support/message-load.ts';
import { isSigned, startReceiver } from '../support/receiver.ts';
import { runProgram } from '../support/run-program.ts';
import { freePort, ServerProcess } from '../support/server-process.ts';
import type { TestApp } from '../support/test-app.ts';
import { TestBrowser } from '../support/test-browser.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { listenToCommits } from '../support/triggers.ts';
import { WEBHOOK_SECRET } from '../support/webhook.ts';

/** The secret is changed as docs/operations.md says it, while people and the provider go on. `npm run test:degraded`. */
vi.setConfig({ testTimeout: 600_000 });

const OLD = { PATCHBAY_SECRET: 'a-secret-for-tests-of-more-than-32-characters' };
const NEW = { PATCHBAY_SECRET: 'another-secret-of-more-than-thirty-two-characters' };
/** Step by step. */
const STEPS = [
  { ...OLD, PATCHBAY_SECRET_PREVIOUS: NEW.PATCHBAY_SECRET },
  { ...NEW, PATCHBAY_SECRET_PREVIOUS: OLD.PATCHBAY_SECRET },
  NEW,
];

interface People {
  /** Connections that they were told they had added. */
  added: string[];
  /** What they were refused, by code. */
  refused: string[];
}

/** Adds connections, at the two servers in turn, until it is over. A server that is away is left for the other one. */
async function addAllTheTime(browsers: readonly TestBrowser[], over: AbortSignal): Promise<People> {
  const people: People = { added: [], refused: [] };
  for (let turn = 0; !over.aborted; turn += 1) {
    const browser = browsers[turn % browsers.length];
    try {
      const { connection } =
        (await browser?.trpc.connections.add.mutate({ app: 'slack', label: crypto.randomUUID() })) ?? {};
      if (connection) people.added.push(connection.id);
    } catch (error) {
      const code =
        error instanceof TRPCClientError ? (error.data as { httpStatus?: number } | undefined)?.httpStatus : undefined;
      if (code !== undefined) people.refused.push(String(code));
    }
    await pause(20);
  }
  return people;
}

it('a secret that is changed under load signs no one out and loses nothing that was acknowledged', async () => {
  await using running = new AsyncDisposableStack();
  const database = await createTestDatabase();
  running.defer(() => database.drop());
  const sandbox = await startSandbox();
  running.defer(() => sandbox.stop());
  const receiver = running.use(await startReceiver());
  const ports = [await freePort(), await freePort()] as const;
  const shared = {
    DATABASE_URL: database.url,
    DATABASE_POOL: '8',
    PUBLIC_URL: `http://127.0.0.1:${ports[0]}`,
    PATCHBAY_CALLS_PER_MINUTE: '0',
    COMPOSIO_API_KEY: sandbox.apiKey,
    COMPOSIO_BASE_URL: sandbox.url,
    COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET,
    ALLOW_PRIVATE_ENDPOINTS: 'true',
    LOG_LEVEL: process.env['PATCHBAY_TEST_LOG'] ?? 'silent',
  };
  const servers = ports.map((port) => new ServerProcess(port, { ...shared, ...OLD }));
  running.defer(async () => void (await Promise.all(servers.map((server) => server.stop()))));
  for (const server of servers) await server.start();

  const ada = await TestBrowser.signUp({ url: shared.PUBLIC_URL, origin: shared.PUBLIC_URL }, 'Ada Lovelace');
  await vi.waitFor(() => ada.trpc.apps.get.query({ slug: 'github' }), { timeout: 30_000, interval: 100 });
  const connection = await connected({ sandbox } as TestApp, ada, 'github');
  await listenToCommits(ada, connection.id);
  const { secret } = await ada.trpc.endpoints.create.mutate({ url: receiver.url });
  const there = Object.assign(new TestBrowser({ url: servers[1]?.url ?? '', origin: shared.PUBLIC_URL }), {
    cookies: ada.cookies,
    workspaceId: ada.workspaceId,
    user: ada.user,
  });

  const urls = servers.map(({ url }) => url);
  const load = new MessageLoad({ urls, workspaceId: ada.workspaceId, accountId: connection.account?.id ?? '' });
  const over = new AbortController();
  const people = addAllTheTime([ada, there], over.signal);
  for (const step of STEPS) {
    for (const [index, port] of ports.entries()) {
      await pause(1_000);
      await servers[index]?.stop();
      servers[index] = new ServerProcess(port, { ...shared, ...step });
      await servers[index].start();
    }
    if (!('PATCHBAY_SECRET_PREVIOUS' in step) || step.PATCHBAY_SECRET !== NEW.PATCHBAY_SECRET) continue;
    const resealed = await runProgram('doctor/reseal.ts', { ...shared, ...step });
    expect(resealed).toMatchObject({ code: 0, output: expect.stringMatching(/Resealed: [1-9]/) as string });
  }
  await pause(1_000);
  over.abort();
  await load.stop();

  const { added, refused } = await people;
  expect(refused).toEqual([]);
  const kept = new pg.Client({ connectionString: database.url });
  await kept.connect();
  const { rowCount } = await kept.query('select 1 from entity_connections where id = any ($1)', [added]);
  await kept.end();
  expect(rowCount).toBe(added.length);
  await expectNothingLost(load, database.url, receiver);
  expect(receiver.received.every((message) => isSigned(message, secret))).toBe(true);
  const figures = { added: added.length, messages: load.acknowledged.length, answers: load.answers };
  process.stdout.write(`changed secret under load: ${JSON.stringify(figures)}\n`);
});
