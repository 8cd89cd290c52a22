import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sweepAttemptsJob } from '../../src/modules/connections/attempts/sweep-attempts.ts';
import { verifierUrlOf } from '../support/attempts.ts';
import { connectAgain, linkToken, startConnecting } from '../support/connect.ts';
import { type Installation, startInstallation } from '../support/installation.ts';
import type { TestBrowser } from '../support/test-browser.ts';
import { openStream } from '../support/watch-stream.ts';

/** Two processes on one database behave as one. `npm run test:crash` comes back fifty times at once, two thousand times. */
const ROUNDS = Number(process.env['PATCHBAY_ROUNDS'] ?? 4);
const AT_ONCE = 50;

let all: Installation;
let one: TestBrowser;
let two: TestBrowser;

beforeAll(async () => {
  all = await startInstallation();
  [one, two] = all.browsers;
});

afterAll(() => all[Symbol.asyncDispose]());

const approved = (redirectUrl: string) => all.inside.sandbox.control.approve(linkToken(redirectUrl)) ?? '';

/** What the history says, without the lines that the person came back. */
async function storyOf(browser: TestBrowser, id: string): Promise<string[]> {
  const { items } = await browser.trpc.connections.history.query({ id });
  return items.map(({ event }) => event).filter((event) => event !== 'returned');
}

describe('two processes', () => {
  it('end an attempt on the one that was started on the other, whichever it was', async () => {
    const { id, redirectUrl } = await startConnecting(one, 'slack', 'across');
    expect(await two.comeBack(approved(redirectUrl))).toBe(`/return/connected?connection=${id}`);
    expect((await one.trpc.connections.get.query({ id })).status).toBe('active');
    const again = await connectAgain(two, id);
    expect(await one.comeBack(approved(again.redirectUrl))).toBe(`/return/connected?connection=${id}`);
  });

  it('tell the watchers of both', async () => {
    await using streams = new AsyncDisposableStack();
    const heard = await Promise.all(
      all.browsers.map(async (browser) => streams.use(await openStream(browser, 'connections.watch'))),
    );
    const news = heard.map((stream) => stream.until('"label":"heard"'));
    await one.trpc.connections.add.mutate({ app: 'github', label: 'heard' });
    await expect(Promise.all(news)).resolves.toHaveLength(2);
  });

  it('sweep one at a time, and have one sweep waiting at most, however many ask for it', async () => {
    await startConnecting(one, 'slack', 'swept');
    const { sandbox, deps } = all.inside;
    const asked = () => sandbox.control.requests().filter(({ path }) => /connected_accounts\/ca_/.test(path)).length;
    sandbox.control.clearRequests();
    // The first sweep stands still at the provider for as long as it takes to look.
    sandbox.control.faults.set([
      { match: { method: 'GET', path: /connected_accounts\/ca_/ }, delayMs: 3_000, times: 1 },
    ]);
    const send = () => deps.orm.em.fork().transactional((tx) => deps.jobs.send(tx, sweepAttemptsJob, { data: {} }));
    await send();
    await vi.waitFor(() => expect(asked()).toBe(1), { timeout: 10_000, interval: 20 });
    for (let more = 0; more < 4; more += 1) await send();
    const { rows } = await all.pool.query<{ state: string; count: number }>(
      `select state::text, count(*)::int from pgboss.job
        where name = 'sweep-attempts' and state in ('active', 'created', 'retry') group by 1`,
    );
    expect(rows).toEqual(expect.arrayContaining([{ state: 'active', count: 1 }]));
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(2);
    expect(asked()).toBe(1);
    sandbox.control.faults.clear();
  });

  // With the verifier a return is redeemed at the provider, once; without it the account is only read.
  it.each(['off', 'on'])(
    `activate once when ${AT_ONCE} come back to both at once, ${ROUNDS / 2} times, with the verifier %s`,
    async (verifier) => {
      await using own = await startInstallation({ env: { COMPOSIO_VERIFIER: verifier } });
      own.inside.sandbox.control.setVerifier(verifier === 'on' ? verifierUrlOf(own.inside) : null);
      for (let round = 0; round < ROUNDS / 2; round += 1) {
        const [start, other] = round % 2 === 0 ? own.browsers : own.browsers.toReversed();
        await comeBackAtOnce(own, start as TestBrowser, other as TestBrowser);
        expect(redeemed(own)).toBe(verifier === 'on' ? 1 : 0);
      }
    },
    60_000 + ROUNDS * 5_000,
  );
});

async function comeBackAtOnce(own: Installation, start: TestBrowser, other: TestBrowser): Promise<void> {
  const { control } = own.inside.sandbox;
  control.clearRequests();
  const { id, redirectUrl } = await startConnecting(start, 'slack', crypto.randomUUID());
  const back = control.approve(linkToken(redirectUrl)) ?? '';
  const returns = Array.from({ length: AT_ONCE }, (_, n) => (n % 2 === 0 ? other : start).comeBack(back));
  const pages = await Promise.all(returns);
  expect(pages.filter((page) => !/^\/return\/(connected|verifying)\?/.test(page))).toEqual([]);
  expect(pages).toContain(`/return/connected?connection=${id}`);
  expect(await storyOf(other, id)).toEqual(['authorized', 'connect', 'add']);
  await start.trpc.connections.remove.mutate({ id });
}

const redeemed = ({ inside }: Installation) =>
  inside.sandbox.control.requests().filter(({ path }) => path.includes('complete_auth')).length;
