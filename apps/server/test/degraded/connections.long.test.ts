import { setTimeout as pause } from 'node:timers/promises';
import { type Sandbox, startSandbox } from '@patchbay/sandbox';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, onTestFailed, vi } from 'vitest';
import { runStatements } from '../support/admin-connection.ts';
import { linkToken, startConnecting } from '../support/connect.ts';
import { askReady } from '../support/degrade.ts';
import { OwnPostgres } from '../support/own-postgres.ts';
import { hasStack, runProgram } from '../support/run-program.ts';
import { freePort, ServerProcess } from '../support/server-process.ts';
import { TestBrowser } from '../support/test-browser.ts';

/** Three servers as people run them on a database that has 20 connections for all of them. `npm run test:degraded`. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

const LEFT = 20;
/** As docs/database.md counts it; with all returns it would be 3 × (5 + 1 + 3) = 27, and locks beside. */
const POOL = '5';
/** What PostgreSQL keeps for superusers. */
const RESERVED = 3;

let postgres: OwnPostgres;
let sandbox: Sandbox;
let running: AsyncDisposableStack;
let url: string;

beforeEach(async () => {
  running = new AsyncDisposableStack();
  postgres = running.use(await OwnPostgres.start({ most: LEFT + RESERVED }));
  sandbox = await startSandbox();
  running.defer(() => sandbox.stop());
  await runStatements(postgres.url, [
    'create role patchbay_few login password $$few$$',
    'create database few owner patchbay_few',
  ]);
  url = Object.assign(new URL(postgres.url), { username: 'patchbay_few', password: 'few', pathname: '/few' }).href;
});

afterEach(() => running.disposeAsync());

const envOf = (pool: string, publicUrl: string) => ({
  DATABASE_URL: url,
  DATABASE_POOL: pool,
  PATCHBAY_SECRET: 'a-secret-for-tests-of-more-than-32-characters',
  PATCHBAY_CALLS_PER_MINUTE: '0',
  COMPOSIO_CALLS_PER_MINUTE: '0',
  COMPOSIO_API_KEY: sandbox.apiKey,
  COMPOSIO_BASE_URL: sandbox.url,
  PUBLIC_URL: publicUrl,
});

/** The most connections that were seen, by a superuser's, which is none of the twenty. */
async function watchConnections(): Promise<() => number> {
  const watcher = new pg.Client({ connectionString: postgres.url });
  await watcher.connect();
  let most = 0;
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      const { rows } = await watcher.query<{ count: number }>(COUNT);
      most = Math.max(most, rows[0]?.count ?? 0);
      await pause(20);
    }
  })();
  running.defer(async () => {
    over.abort();
    await watching;
    await watcher.end();
  });
  return () => most;
}

const COUNT = `select count(*)::int as count from pg_stat_activity where usename = 'patchbay_few'`;

/** What a person does, at two servers in turn: connects an app and comes back to the other one. */
async function connectAtBoth([one, other]: [TestBrowser, TestBrowser], label: string): Promise<string> {
  const { redirectUrl } = await startConnecting(one, 'slack', label);
  return other.comeBack(sandbox.control.approve(linkToken(redirectUrl)) ?? '');
}

describe('three servers on 20 connections', () => {
  it('start at once, serve everyone, and are ready, though their pools would want more', async () => {
    const ports = [await freePort(), await freePort(), await freePort()] as const;
    const publicUrl = `http://127.0.0.1:${ports[0]}`;
    const servers = ports.map((port) => new ServerProcess(port, envOf(POOL, publicUrl), { keepLog: true }));
    running.defer(async () => void (await Promise.all(servers.map((server) => server.stop()))));
    onTestFailed(() => void process.stdout.write(`${servers.flatMap(({ logged }) => logged).join('\n')}\n`));
    const most = await watchConnections();
    const since = performance.now();
    await Promise.all(servers.map((server) => server.start()));
    const started = Math.round(performance.now() - since);
    const ada = await TestBrowser.signUp({ url: publicUrl, origin: publicUrl }, 'Ada Lovelace');
    await vi.waitFor(() => ada.trpc.apps.get.query({ slug: 'slack' }), { timeout: 60_000, interval: 250 });
    const browsers = servers.map((server) => {
      const browser = new TestBrowser({ url: server.url, origin: publicUrl });
      return Object.assign(browser, { cookies: ada.cookies, workspaceId: ada.workspaceId, user: ada.user });
    });
    const at = (index: number) => browsers[index % browsers.length] ?? ada;

    const asked = performance.now();
    const pages = Promise.all(
      Array.from({ length: 9 }, (_, index) => connectAtBoth([at(index), at(index + 1)], `${index}`)),
    );
    const lists = Promise.all(Array.from({ length: 90 }, (_, index) => at(index).trpc.connections.list.query({})));
    await Promise.all([pages, lists]);
    const busy = Math.round(performance.now() - asked);
    await vi.waitFor(async () => {
      const { items } = await ada.trpc.connections.list.query({});
      expect(items.map(({ status }) => status)).toEqual(Array<string>(9).fill('active'));
      const answers = await Promise.all(servers.map((server) => askReady(server.url)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    }, 60_000);
    const peak = most();
    expect(peak).toBeLessThanOrEqual(LEFT);
    const lines = servers.map(({ logged }) => logged.length);
    process.stdout.write(`three processes on ${LEFT} connections: ${JSON.stringify({ started, busy, peak, lines })}\n`);
  });
});

it('a start that finds no connection left says so in a sentence, whenever it notices', async () => {
  const clients: pg.Client[] = [];
  running.defer(async () => void (await Promise.all(clients.map((client) => client.end()))));
  const hold = async (left: number) => {
    while (clients.length < LEFT - left) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      clients.push(client);
    }
  };
  for (const left of [1, 0]) {
    await hold(left);
    const port = await freePort();
    const ended = await runProgram('main.ts', { ...envOf(POOL, `http://127.0.0.1:${port}`), PORT: String(port) });
    expect(ended).toMatchObject({ code: 1, output: expect.stringContaining('CONNECTIONS_EXHAUSTED') as string });
    expect(hasStack(ended)).toBe(false);
  }
});
