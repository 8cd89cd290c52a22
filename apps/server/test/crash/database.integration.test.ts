import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { SEED } from '../support/cases.ts';
import { comeToRest, drainAndCheck, type Installation, overdue, startInstallation } from '../support/installation.ts';
import { OwnPostgres } from '../support/own-postgres.ts';
import { blocksOf, happened, SHORT_FLOWS } from './blocks.ts';
import { cutLives, MOMENT } from './cut-lives.ts';

/**
 * PostgreSQL is stopped under two running servers, immediately, and started again; and in between only their connections
 * are cut. The servers live on, say what is the matter, and recover by themselves. `npm run test:crash` stops it a hundred
 * times.
 */
const STOPS = Number(process.env['PATCHBAY_DATABASE_STOPS'] ?? 2);

/** What a person is told who meets a cut: a code that says what is the matter, and never that we do not know. */
const TOLD = /^(ok|dead page|UNAVAILABLE|CONNECTION_[A-Z_]+|PROVIDER_[A-Z_]+)$/;

it.each(blocksOf(fc.sample(MOMENT, { numRuns: STOPS, seed: SEED })))(
  'stops $first to $last of the database lose, double, block and orphan nothing',
  async ({ moments }) => {
    await using postgres = await OwnPostgres.start();
    await using all = await startInstallation({ env: SHORT_FLOWS, databaseUrl: postgres.url });
    for (const moment of moments) {
      const stopped = await cutLives(all, moment, async () => {
        await postgres.stopImmediately();
        await postgres.startAgain();
      });
      await recovered(all);
      const cut = await cutLives(all, moment, () => cutConnections(all));
      expect([...stopped, ...cut].filter((end) => !TOLD.test(end))).toEqual([]);
      await recovered(all);
      expect(await overdue(all)).toEqual([]);
    }
    await hearEachOther(all);
    expect(await comeToRest(all)).toEqual([]);
    expect(await drainAndCheck(all)).toEqual([]);
    expect(await happened(all)).toBeGreaterThan(moments.length * 2);
  },
  60_000 + STOPS * 30_000,
);

/** Both servers are ready again, the same processes as before. */
async function recovered({ servers, browsers }: Installation): Promise<void> {
  for (const { url, runs } of servers) {
    expect(runs).toBe(true);
    await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200), { timeout: 15_000 });
  }
  for (const browser of browsers) await browser.trpc.connections.list.query({});
}

/** Each server listens again. Without that, what happens on one is seen on the other only by looking. */
async function hearEachOther({ pool }: Installation): Promise<void> {
  await vi.waitFor(
    async () => {
      const listening = `select 1 from pg_stat_activity where datname = current_database() and query ~ '^(listen|select pg_notify)'`;
      expect((await pool.query(listening)).rowCount).toBe(3);
    },
    { timeout: 15_000, interval: 100 },
  );
}

async function cutConnections({ pool }: Installation): Promise<void> {
  await pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
}
