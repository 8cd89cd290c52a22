import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { linkToken } from '../support/connect.ts';
import { SEED } from '../support/cases.ts';
import { type Installation, settle, startInstallation } from '../support/installation.ts';
import type { TestBrowser } from '../support/test-browser.ts';

/**
 * Two servers, killed (SIGKILL) while they do something; and all database connections cut at once. After that nothing is
 * lost, doubled, stuck or orphaned. `npm run test:crash` kills a thousand times.
 */
const KILLS = Number(process.env['PATCHBAY_KILLS'] ?? 4);

/**
 * Where a kill falls: when the provider has been asked, and has not answered yet. These are all the moments at which there
 * is something here and not there, or there and not here; the others are inside of one transaction of PostgreSQL.
 */
const POINTS = {
  'before the link': { method: 'POST', path: /link$/, done: false },
  'after the link, before its answer': { method: 'POST', path: /link$/, done: true },
  'before the redeem': { method: 'GET', path: /connected_accounts\/ca_/, done: false },
  'while an account is deleted': { method: 'DELETE', path: /connected_accounts\/ca_/, done: false },
  'after an account is deleted': { method: 'DELETE', path: /connected_accounts\/ca_/, done: true },
  'some time or other': null,
  'the database, for everybody': null,
} as const;

type Point = keyof typeof POINTS;

let all: Installation;

beforeAll(async () => {
  all = await startInstallation({ PATCHBAY_ATTEMPT_TTL_SECONDS: '20' });
}, 60_000);

afterAll(() => all[Symbol.asyncDispose]());

const ROUND = fc.record({
  point: fc.constantFrom(...(Object.keys(POINTS) as Point[])),
  which: fc.constantFrom(0 as const, 1 as const),
  after: fc.integer({ min: 0, max: 150 }),
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One life of a connection, of which any step may be cut off. */
async function live(browser: TestBrowser): Promise<void> {
  const { connection } = await browser.trpc.connections.add.mutate({ app: 'slack', label: crypto.randomUUID() });
  const { id } = connection;
  for (const _ of ['connected', 'and again']) {
    const { redirectUrl } = await browser.trpc.connections.connect.mutate({ id });
    await browser.comeBack(all.inside.sandbox.control.approve(linkToken(redirectUrl)) ?? '');
  }
  await browser.trpc.connections.disconnect.mutate({ id });
  const { redirectUrl } = await browser.trpc.connections.connect.mutate({ id });
  await browser.comeBack(all.inside.sandbox.control.approve(linkToken(redirectUrl)) ?? '');
}

/** Resolves when the request that the point names has reached the provider; after a while also when none has. */
async function reached(point: Point): Promise<void> {
  const at = POINTS[point];
  const { control } = all.inside.sandbox;
  if (!at) return;
  for (let looks = 0; looks < 100; looks += 1) {
    if (control.requests().some(({ method, path }) => method === at.method && at.path.test(path))) return;
    await pause(10);
  }
}

async function round({ point, which, after }: { point: Point; which: 0 | 1; after: number }): Promise<void> {
  const { sandbox } = all.inside;
  const at = POINTS[point];
  sandbox.control.clearRequests();
  const { method, path } = at ?? {};
  const fault = at?.done ? { cut: true, afterWork: true } : { delayMs: 400 };
  sandbox.control.faults.set(at && method && path ? [{ match: { method, path }, ...fault, times: 1 }] : []);
  const lives = [live(all.browsers[which]), live(all.browsers[which === 0 ? 1 : 0])];
  const ended = Promise.allSettled(lives);
  await reached(point);
  await pause(at ? 0 : after * 4);
  if (point === 'the database, for everybody') await cutDatabase();
  else await all.servers[which].kill();
  await ended;
  if (point !== 'the database, for everybody') await all.servers[which].start();
}

async function cutDatabase(): Promise<void> {
  await all.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
}

it(
  `${KILLS} kills lose, double, block and orphan nothing`,
  async () => {
    for (const each of fc.sample(ROUND, { numRuns: KILLS, seed: SEED })) await round(each);
    expect(await settle(all)).toEqual([]);
    const { rows } = await all.pool.query<{ lives: number; moments: number }>(
      `select count(distinct connection_id)::int as lives, count(*)::int as moments from connection_events`,
    );
    // Something did happen between the kills.
    expect(rows[0]?.lives).toBeGreaterThanOrEqual(KILLS);
    expect(rows[0]?.moments).toBeGreaterThan(KILLS * 2);
  },
  60_000 + KILLS * 15_000,
);
