import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepAttemptsJob } from '../../src/features/connections/connection-jobs.ts';
import { watchConnections } from '../../src/features/connections/watch-connections.ts';
import { linkToken, startConnecting } from '../support/connect.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import type { TestBrowser } from '../support/test-browser.ts';

/** Two processes on one database behave as one. `npm run test:crash` comes back fifty times at once, two thousand times. */
const ROUNDS = Number(process.env['PATCHBAY_ROUNDS'] ?? 3);

let one: TestApp;
let two: TestApp;
let ada: TestBrowser;
let atTwo: TestBrowser;

beforeAll(async () => {
  one = await startTestApp();
  two = await startTestApp({ beside: one });
  ada = await one.person('Ada Lovelace');
  atTwo = Object.assign(Object.create(ada) as TestBrowser, { url: two.url });
});

afterAll(async () => {
  await two[Symbol.asyncDispose]();
  await one[Symbol.asyncDispose]();
});

const backFrom = (redirectUrl: string) => one.sandbox.control.approve(linkToken(redirectUrl)) ?? '';

describe('two processes', () => {
  it('end an attempt on the one that was started on the other', async () => {
    const { id, redirectUrl } = await startConnecting(ada, 'slack', 'across');
    expect(await atTwo.comeBack(backFrom(redirectUrl))).toBe(`/return/connected?connection=${id}`);
    expect((await ada.trpc.connections.get.query({ id })).status).toBe('active');
  });

  it('tell the watchers of both within a second', async () => {
    const end = new AbortController();
    const streams = [one, two].map(({ deps }) =>
      watchConnections({
        fork: () => deps.orm.em.fork(),
        changes: deps.changes,
        workspaceId: ada.workspaceId,
        lastEventId: undefined,
        signal: end.signal,
        mayWatch: () => Promise.resolve(true),
      }),
    );
    const heard = streams.map((stream) => stream.next().then(() => performance.now()));
    // Both ears are open when their first look has found nothing.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await ada.trpc.connections.add.mutate({ app: 'github', label: 'heard' });
    const since = performance.now();
    for (const at of await Promise.all(heard)) expect(at - since).toBeLessThan(1_000);
    end.abort();
  });

  it('have one sweep waiting at most, however many ask for it', async () => {
    const send = ({ deps }: TestApp) =>
      deps.orm.em.fork().transactional((tx) => deps.jobs.send(tx, sweepAttemptsJob, { data: {} }));
    for (const process of [one, two, one, two]) await send(process);
    const pool = await one.deps.orm.em.getConnection().getNativeClient();
    const { rows } = await pool.query(
      `select 1 from pgboss.job where name = 'sweep-attempts' and state in ('created', 'retry')`,
    );
    expect(rows).toHaveLength(1);
  });

  it(
    `activate once when fifty come back to both at once, ${ROUNDS} times`,
    async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { id, redirectUrl } = await startConnecting(ada, 'slack', crypto.randomUUID());
        const back = backFrom(redirectUrl);
        await Promise.all(Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? ada : atTwo).comeBack(back)));
        const { items } = await ada.trpc.connections.history.query({ id });
        expect(items.map(({ event }) => event).filter((event) => event !== 'returned')).toEqual([
          'authorized',
          'connect',
          'add',
        ]);
        await ada.trpc.connections.remove.mutate({ id });
      }
    },
    30_000 + ROUNDS * 5_000,
  );
});
