import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { freePort, ServerProcess } from '../support/server-process.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { TestBrowser } from '../support/test-browser.ts';
import { WEBHOOK_SECRET } from '../support/webhook.ts';

/**
 * Beside the app of this test, a server as people run it, whose memory can be measured, and what is held open to it. In a
 * long suite, because what slow senders may do is bounded by time.
 */
let app: TestApp;
let server: ServerProcess;
let ada: TestBrowser;
const sockets = new Set<Socket>();
/** The statuses that were answered. */
const answers: string[] = [];

const HALF_OPEN = 500;
const STREAMS = 2_000;
const STREAMS_EACH = 20;
const MEBIBYTE = 1024 * 1024;
const MAX_GROWTH = 160 * MEBIBYTE;
/** How much longer others may wait than before: a process that is kept busy, or swaps, answers a hundred times later. */
const MAX_SLOWER = 10;
/** Milliseconds that a test may take, however busy the machine is. */
const LONG_MS = 240_000;

beforeAll(async () => {
  app = await startTestApp();
  server = new ServerProcess(await freePort(), {
    DATABASE_URL: app.deps.database?.url ?? '',
    PATCHBAY_SECRET: app.deps.secret ?? '',
    PATCHBAY_CALLS_PER_MINUTE: '0',
    COMPOSIO_API_KEY: app.sandbox.apiKey,
    COMPOSIO_BASE_URL: app.sandbox.url,
    COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET,
    LOG_LEVEL: 'silent',
  });
  await server.start();
  ada = await atServer(await app.person('Ada Lovelace'));
}, LONG_MS);

afterEach(async () => {
  answers.length = 0;
  for (const socket of sockets) socket.destroy();
  while ((await openStreams()) > 0) await pause(100);
}, 90_000);

afterAll(async () => {
  await server.stop();
  await app[Symbol.asyncDispose]();
});

/** The same person's browser at the server. */
async function atServer({ cookies, workspaceId, user }: TestBrowser): Promise<TestBrowser> {
  return Object.assign(new TestBrowser({ url: server.url, origin: server.url }), { cookies, workspaceId, user });
}

/** Bytes of memory that the server has now. */
const residentBytes = () =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.process.pid}/status`, 'utf8'))?.[1]) * 1024;

async function openStreams(): Promise<number> {
  const answer = await fetch(`${server.url}/metrics`);
  return Number(/patchbay_streams_open (\d+)/.exec(await answer.text())?.[1]);
}

/** Milliseconds of the middle one of some calls. */
async function usualCall(): Promise<number> {
  const all: number[] = [];
  for (let calls = 0; calls < 15; calls += 1) {
    const since = performance.now();
    await ada.trpc.workspaces.list.query();
    all.push(performance.now() - since);
  }
  return all.toSorted((a, b) => a - b)[7] ?? Number.NaN;
}

async function hold(head: string, body = ''): Promise<Socket> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  sockets.add(socket);
  socket.on('error', () => socket.destroy());
  socket.on('close', () => sockets.delete(socket));
  socket.once('data', (data: Buffer) => answers.push(data.toString('latin1', 9, 12)));
  socket.resume();
  await once(socket, 'connect');
  socket.write(head);
  socket.write(body);
  return socket;
}

/** The most of the server's memory, and of what others wait, until `isOver`. */
async function worstUntil(isOver: () => boolean): Promise<{ bytes: number; ms: number }> {
  const worst = { bytes: 0, ms: 0 };
  do {
    worst.ms = Math.max(worst.ms, await usualCall());
    worst.bytes = Math.max(worst.bytes, residentBytes());
    await pause(100);
  } while (!isOver());
  return worst;
}

const after = (ms: number) => {
  const end = performance.now() + ms;
  return () => performance.now() > end;
};

const post = (path: string, length: number, headers = '') =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n${headers}\r\n`;
const signed = () =>
  `webhook-id: msg_1\r\nwebhook-timestamp: ${Math.floor(Date.now() / 1000)}\r\nwebhook-signature: v1,${'A'.repeat(43)}=\r\n`;

it(
  `${HALF_OPEN} bodies that stop before their end neither stay, nor fill the memory, nor slow others down`,
  async () => {
    const before = { bytes: residentBytes(), ms: await usualCall() };
    const [large = '', medium = '', small = ''] = [MEBIBYTE - 576, 256 * 1024 - 100, 15_000].map((n) => 'a'.repeat(n));
    const kinds = [
      () => hold(post('/webhooks/composio', MEBIBYTE, signed()), large),
      () => hold(post('/api/connections/add', 256 * 1024), medium),
      () => hold(post('/trpc/connections.add', 256 * 1024, `Origin: ${server.url}\r\n${as(ada)}`), medium),
      () => hold(post('/auth/sign-in/email', 16_000, `Origin: ${server.url}\r\n`), small),
      () => hold(post('/webhooks/composio', MEBIBYTE, signed()), large),
    ];
    for (let count = 0; count < HALF_OPEN; count += 1) await kinds[count % kinds.length]?.();
    const worst = await worstUntil(() => sockets.size === 0);
    // Each was answered by what is for it: none had to wait for the end of all patience, a minute, which answers nothing.
    expect(answers).toHaveLength(HALF_OPEN);
    expect(new Set(answers)).toEqual(new Set(['401', '408', '429']));
    expect(worst.bytes - before.bytes).toBeLessThan(MAX_GROWTH);
    expect(worst.ms / before.ms).toBeLessThan(MAX_SLOWER);
  },
  LONG_MS,
);

/** The headers of a person in their workspace. */
const as = ({ cookies, workspaceId }: TestBrowser) =>
  `Cookie: ${[...cookies].map((pair) => pair.join('=')).join('; ')}\r\nX-Patchbay-Workspace: ${workspaceId}\r\n`;
const watch = (browser: TestBrowser) =>
  hold(`GET /trpc/connections.watch?input=%7B%7D HTTP/1.1\r\nHost: x\r\n${as(browser)}\r\n`);

it(
  `of ${STREAMS} streams of one person those beyond their part are refused, and others are answered as before`,
  async () => {
    const before = { bytes: residentBytes(), ms: await usualCall() };
    for (let count = 0; count < STREAMS; count += 1) await watch(ada);
    const worst = await worstUntil(after(5_000));
    expect(await openStreams()).toBe(STREAMS_EACH);
    expect(worst.bytes - before.bytes).toBeLessThan(MAX_GROWTH);
    expect(worst.ms / before.ms).toBeLessThan(MAX_SLOWER);
  },
  LONG_MS,
);

/** How many queries the database is asked in the time between two looks, measured for `ms`. */
async function queriesIn(ms: number): Promise<number> {
  const count = async () => {
    const [row] = await app.deps.orm.em.getConnection().execute<{ count: number }[]>(COMMITTED);
    return row?.count ?? Number.NaN;
  };
  const [asked, since] = [await count(), performance.now()];
  await pause(ms);
  return (((await count()) - asked) * LOOK_MS) / (performance.now() - since);
}

const COMMITTED = 'select xact_commit::int as count from pg_stat_database where datname = current_database()';

/** Adds an app, and waits until each of these streams of the workspace has told of it. */
async function changeReaches(streams: Socket[], reader: TestBrowser): Promise<void> {
  const told = streams.map(
    (socket) => new Promise((resolve) => socket.on('data', (data) => data.includes('"event":"add"') && resolve(true))),
  );
  await reader.trpc.connections.add.mutate({ app: 'slack' });
  await Promise.all(told);
}

/** Milliseconds between two looks of a stream. */
const LOOK_MS = 2_000;
/** Of the one for each stream that each would ask by itself. */
const MAX_QUERIES = 0.05;
/** Bytes for each stream: its socket, its request and what follows the workspace. */
const MAX_EACH = 200 * 1024;

it(
  `${STREAMS} streams of a hundred people stay open, ask the database together, and others are answered as before`,
  async () => {
    const readers: TestBrowser[] = [];
    for (let count = 0; count < STREAMS / STREAMS_EACH; count += 1)
      readers.push(await atServer(await app.person(`Reader ${count}`)));
    const before = { bytes: residentBytes(), ms: await usualCall(), queries: await queriesIn(2 * LOOK_MS) };
    const streams = new Map<TestBrowser, Socket[]>(readers.map((reader) => [reader, []]));
    for (const [reader, own] of streams)
      for (let count = 0; count < STREAMS_EACH; count += 1) own.push(await watch(reader));
    await expect.poll(openStreams, { timeout: 60_000 }).toBe(STREAMS);
    const shared = (await queriesIn(5 * LOOK_MS)) - before.queries;
    const worst = await worstUntil(after(5_000));
    expect(shared / STREAMS).toBeLessThan(MAX_QUERIES);
    expect(worst.bytes - before.bytes).toBeLessThan(STREAMS * MAX_EACH);
    expect(worst.ms / before.ms).toBeLessThan(MAX_SLOWER);
    for (const [reader, own] of [...streams].slice(0, 3)) await changeReaches(own, reader);
    expect(await openStreams()).toBe(STREAMS);
  },
  LONG_MS,
);
