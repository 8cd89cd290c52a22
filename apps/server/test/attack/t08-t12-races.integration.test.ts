import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endAttempt } from '../../src/modules/connections/attempts/end-attempt.ts';
import { connectAgain } from '../support/connect.ts';
import { approveUpstream, historyOf, type Pending, standing, startPending } from '../support/attempts.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import type { TestBrowser } from '../support/test-browser.ts';

/** T8 and T12: returns against each other, and against everything else that can happen to an attempt. */
let app: TestApp;
let other: TestApp;
let ada: TestBrowser;
let elsewhere: TestBrowser;
let attempt: Pending;
let back: string;

beforeAll(async () => {
  app = await startTestApp();
  other = await startTestApp({ beside: app });
  ada = await app.person('Ada Lovelace');
});

beforeEach(async () => {
  attempt = await startPending(app, ada);
  back = approveUpstream(app, attempt.redirectUrl);
  // The same browser, at the other process.
  elsewhere = Object.assign(Object.create(ada) as TestBrowser, { url: other.url });
});

afterAll(async () => {
  await other[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const authorizations = async () =>
  (await historyOf(ada, attempt.id)).filter((line) => line.startsWith('authorized')).length;

it('T8: of fifty returns at once on two processes one activates, and all see the outcome', async () => {
  app.sandbox.control.clearRequests();
  const visits = Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? ada : elsewhere).comeBack(back));
  const pages = await Promise.all(visits);
  expect(pages.every((page) => /^\/return\/(connected|verifying)\?/.test(page))).toBe(true);
  expect(pages.some((page) => page.includes('connected'))).toBe(true);
  expect(await authorizations()).toBe(1);
  const reads = app.sandbox.control.requests().filter(({ path }) => path.endsWith(attempt.accountId));
  expect(reads).toHaveLength(1);
  expect(await standing(app, ada, attempt)).toEqual({ status: 'active', reason: null, upstream: 'there' });
});

const RIVALS: Record<string, () => Promise<unknown>> = {
  cancel: () => elsewhere.trpc.connections.cancel.mutate({ id: attempt.id }),
  remove: () => ada.trpc.connections.remove.mutate({ id: attempt.id }),
  disconnect: () => ada.trpc.connections.disconnect.mutate({ id: attempt.id }),
  'another connect': () => connectAgain(ada, attempt.id),
  refresh: () => ada.trpc.connections.refresh.mutate({ id: attempt.id }),
  lapse: () => {
    const key = { workspaceId: ada.workspaceId, connectionId: attempt.id, attemptId: attempt.attemptId };
    app.clock.advance(700_000);
    return endAttempt(other.deps, other.deps.orm.em.fork(), key);
  },
};

/** Both at once, or the one a little after the other; a conflict is an answer too. */
const ORDERS: Record<string, (first: () => Promise<unknown>, second: () => Promise<unknown>) => Promise<unknown>> = {
  before: async (first, second) => [await first().catch(String), await second().catch(String)],
  'at the same moment as': (first, second) => Promise.allSettled([first(), second()]),
  after: async (first, second) => [await second().catch(String), await first().catch(String)],
};

describe.each(Object.keys(ORDERS))('T12: a return %s', (order) => {
  it.each(Object.keys(RIVALS))('%s leaves a connection that the history explains', async (rival) => {
    let page = '';
    const comeBack = async () => (page = await ada.comeBack(back));
    await ORDERS[order]?.(comeBack, RIVALS[rival] as () => Promise<unknown>);
    expect(page).toMatch(/^\/return\/[a-z_]+/);
    await app.runJobs();
    const lines = (await historyOf(ada, attempt.id)).filter((line) => !line.startsWith('(ignored)'));
    for (let n = 1; n < lines.length; n += 1) expect(stateOf(lines[n], 0)).toBe(stateOf(lines[n - 1], 1));
    const { items } = await ada.trpc.connections.history.query({ id: attempt.id });
    // How an account ended is written later, with the version that the connection has then.
    const counted = items.filter(({ event, ignored }) => !ignored && !event.startsWith('released_'));
    const versions = counted.map(({ version }) => version);
    expect(versions.toReversed()).toEqual(versions.map((_, n) => n + 1));
    const inUse = stateOf(lines.at(-1), 1) === 'active';
    const open = await accountsWaitedFor();
    const account = app.sandbox.control.account(attempt.accountId);
    expect(Boolean(account?.deletedAt)).toBe(!inUse && !open.includes(attempt.accountId));
  });
});

function stateOf(line: string | undefined, side: 0 | 1): string | undefined {
  return line?.split(': ')[1]?.split(' → ')[side]?.split(',')[0];
}

async function accountsWaitedFor(): Promise<string[]> {
  const pool = await app.deps.orm.em.getConnection().getNativeClient();
  const { rows } = await pool.query<{ account_id: string }>(
    `select account_id from connection_attempts where status = 'open' and account_id is not null`,
  );
  return rows.map(({ account_id: id }) => id);
}
