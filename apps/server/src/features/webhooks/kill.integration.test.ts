import { setTimeout as pause } from 'node:timers/promises';
import { type Sandbox, startSandbox } from '@patchbay/sandbox';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { runStatements } from '../../../test/support/admin-connection.ts';
import { connected } from '../../../test/support/connect.ts';
import { type Receiver, startReceiver } from '../../../test/support/receiver.ts';
import { freePort, ServerProcess } from '../../../test/support/server-process.ts';
import type { TestApp } from '../../../test/support/test-app.ts';
import { TestBrowser } from '../../../test/support/test-browser.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { listenToCommits } from '../../../test/support/triggers.ts';
import { post, triggerMessage, WEBHOOK_SECRET } from '../../../test/support/webhook.ts';

/** For a long run: `KILLS=5 MESSAGES=20000`. */
const MESSAGES = Number(process.env['MESSAGES'] ?? 200);
const KILLS = Number(process.env['KILLS'] ?? 1);
const SENDERS = 8;

let sandbox: Sandbox;
let database: TestDatabase;
let server: ServerProcess;
let receiver: Receiver;
let ada: TestBrowser;
let accountId: string;
let connectionId: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  database = await createTestDatabase();
  receiver = await startReceiver();
  server = new ServerProcess(await freePort(), {
    DATABASE_URL: database.url,
    PATCHBAY_SECRET: 'a-secret-for-tests-of-more-than-32-characters',
    COMPOSIO_API_KEY: sandbox.apiKey,
    COMPOSIO_BASE_URL: sandbox.url,
    COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET,
    ALLOW_PRIVATE_ENDPOINTS: 'true',
  });
  await server.start();
  ada = await TestBrowser.signUp({ url: server.url, origin: server.url }, 'Ada Lovelace');
  await vi.waitFor(() => ada.trpc.apps.get.query({ slug: 'github' }), { timeout: 20_000, interval: 100 });
  const connection = await connected({ sandbox } as TestApp, ada, 'github');
  connectionId = connection.id;
  accountId = connection.account?.id ?? '';
  await listenToCommits(ada, connectionId);
  await ada.trpc.endpoints.create.mutate({ url: receiver.url });
});

afterAll(async () => {
  await server.stop();
  await receiver[Symbol.asyncDispose]();
  await sandbox.stop();
  await database.drop();
});

/** As Composio sends: again and again until it is answered with 2xx, and one message in five once more all the same. */
async function sendUntilTaken(number: number): Promise<string> {
  const id = `msg_${number}`;
  const body = triggerMessage({ accountId, workspaceId: ada.workspaceId, data: { number } });
  const target = { url: server.url, clock: { now: () => new Date() } } as TestApp;
  const once = () =>
    post(target, { id, body }).then(
      ({ status }) => status,
      () => 0,
    );
  while ((await once()) !== 200) await pause(20);
  if (number % 5 === 0) await once();
  return id;
}

async function killNowAndThen(isOver: () => boolean): Promise<void> {
  for (let kills = 0; kills < KILLS; kills += 1) {
    await pause(250);
    await server.kill();
    await server.start();
    // And the database: every connection is cut in the middle of whatever it does.
    const name = new URL(database.url).pathname.slice(1);
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`;
    await runStatements(inject('postgresAdminUrl'), [cut]);
    if (isOver()) return;
  }
}

async function column(sql: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(sql);
  await client.end();
  return rows.map(({ id }) => id);
}

const inOrder = (ids: string[]) => ids.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));

it(`loses none of ${MESSAGES} messages and stores none twice, killed ${KILLS} times with the database cut off`, async () => {
  let next = 0;
  let isOver = false;
  const acknowledged: string[] = [];
  const sender = async () => {
    while (next < MESSAGES) acknowledged.push(await sendUntilTaken((next += 1)));
  };
  const killing = killNowAndThen(() => isOver);
  await Promise.all(Array.from({ length: SENDERS }, sender));
  isOver = true;
  await killing;

  const expected = inOrder(acknowledged);
  expect(expected).toHaveLength(MESSAGES);
  expect(inOrder(await column('select message_id as id from webhook_inbox'))).toEqual(expected);
  await vi.waitFor(
    async () => {
      expect(inOrder(await column('select message_id as id from events'))).toEqual(expected);
      const delivered = new Set(receiver.received.map(({ data }) => (data['payload'] as { number: number }).number));
      expect(delivered.size).toBe(MESSAGES);
    },
    { timeout: 60_000, interval: 250 },
  );
}, 600_000);
