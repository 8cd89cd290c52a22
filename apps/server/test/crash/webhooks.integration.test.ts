import { setTimeout as pause } from 'node:timers/promises';
import { type Sandbox, startSandbox } from '@patchbay/sandbox';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { SEED } from '../support/cases.ts';
import { connected } from '../support/connect.ts';
import { OwnPostgres } from '../support/own-postgres.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { freePort, ServerProcess } from '../support/server-process.ts';
import type { TestApp } from '../support/test-app.ts';
import { TestBrowser } from '../support/test-browser.ts';
import { listenToCommits } from '../support/triggers.ts';
import { post, triggerMessage, WEBHOOK_SECRET } from '../support/webhook.ts';

/**
 * Messages come all the time, out of order and one in five twice, while the server is killed and PostgreSQL is stopped
 * immediately. What was acknowledged is stored once and delivered at least once. `npm run test:crash` goes on for ten
 * minutes, with five of each.
 */
const SECONDS = Number(process.env['PATCHBAY_WEBHOOK_SECONDS'] ?? 4);
const CUTS = Number(process.env['PATCHBAY_WEBHOOK_CUTS'] ?? 1);
const SENDERS = 8;
/** Milliseconds between two messages of a sender. */
const PACE = 50;

let sandbox: Sandbox;
let postgres: OwnPostgres;
let server: ServerProcess;
let receiver: Receiver;
let ada: TestBrowser;
let accountId: string;

beforeAll(async () => {
  [sandbox, postgres, receiver] = await Promise.all([startSandbox(), OwnPostgres.start(), startReceiver()]);
  server = new ServerProcess(await freePort(), {
    DATABASE_URL: postgres.url,
    PATCHBAY_SECRET: 'a-secret-for-tests-of-more-than-32-characters',
    COMPOSIO_API_KEY: sandbox.apiKey,
    COMPOSIO_BASE_URL: sandbox.url,
    COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET,
    ALLOW_PRIVATE_ENDPOINTS: 'true',
    LOG_LEVEL: process.env['PATCHBAY_TEST_LOG'] ?? 'silent',
  });
  await server.start();
  ada = await TestBrowser.signUp({ url: server.url, origin: server.url }, 'Ada Lovelace');
  await vi.waitFor(() => ada.trpc.apps.get.query({ slug: 'github' }), { timeout: 20_000, interval: 100 });
  const connection = await connected({ sandbox } as TestApp, ada, 'github');
  accountId = connection.account?.id ?? '';
  await listenToCommits(ada, connection.id);
  await ada.trpc.endpoints.create.mutate({ url: receiver.url });
});

afterAll(async () => {
  await server.stop();
  await receiver[Symbol.asyncDispose]();
  await sandbox.stop();
  await postgres[Symbol.asyncDispose]();
});

/** Numbers in nearly their order: within every sixteen, any. */
function* outOfOrder(): Generator<number> {
  for (let first = 0; ; first += 16) {
    const some = Array.from({ length: 16 }, (_, index) => first + index);
    yield* fc.sample(fc.shuffledSubarray(some, { minLength: 16 }), { numRuns: 1, seed: SEED + first })[0] ?? some;
  }
}

/** As Composio sends: again and again until it is answered with 2xx. */
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
  // One in five comes twice, whatever it was answered.
  if (number % 5 === 0) await once();
  return id;
}

/** The server and the database in turns, evenly spread over the run. */
async function cutInBetween(): Promise<void> {
  for (let cut = 0; cut < CUTS * 2; cut += 1) {
    await pause((SECONDS * 1000) / (CUTS * 2 + 1));
    if (cut % 2 === 0) {
      await server.kill();
      await server.start();
    } else {
      await postgres.stopImmediately();
      await postgres.startAgain();
    }
  }
}

/** With a new client each time: the connection may have been cut. */
async function column(sql: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(sql);
  await client.end();
  return rows.map(({ id }) => id);
}

const inOrder = (ids: string[]) => ids.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));

it(
  `loses nothing and stores nothing twice in ${SECONDS} s, with ${CUTS} kills of the server and ${CUTS} stops of PostgreSQL`,
  async () => {
    const numbers = outOfOrder();
    const acknowledged: string[] = [];
    const over = new AbortController();
    const sender = async () => {
      while (!over.signal.aborted) {
        acknowledged.push(await sendUntilTaken(numbers.next().value as number));
        await pause(PACE);
      }
    };
    const senders = Promise.all(Array.from({ length: SENDERS }, sender));
    await cutInBetween();
    await pause((SECONDS * 1000) / (CUTS * 2 + 1));
    over.abort();
    await senders;

    const expected = inOrder(acknowledged);
    expect(expected.length).toBeGreaterThan(SECONDS * 5);
    expect(inOrder(await column('select message_id as id from webhook_inbox'))).toEqual(expected);
    const delivered = () =>
      new Set(receiver.received.map(({ data }) => `msg_${(data['payload'] as { number: number }).number}`));
    await vi.waitFor(
      async () => {
        expect(inOrder(await column(`select message_id as id from events where type = 'trigger.message'`))).toEqual(
          expected,
        );
        expect(inOrder([...delivered()])).toEqual(expected);
      },
      { timeout: 90_000, interval: 500 },
    );
    const counts = { acknowledged: expected.length, delivered: delivered().size, deliveries: receiver.received.length };
    process.stdout.write(`${JSON.stringify(counts)}\n`);
  },
  180_000 + SECONDS * 2_000,
);
