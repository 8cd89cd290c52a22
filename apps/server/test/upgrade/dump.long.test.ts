import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DebianPostgres, whyNot } from '../support/debian-postgres.ts';
import { startReceiver } from '../support/receiver.ts';
import { freePort, ServerProcess } from '../support/server-process.ts';
import { watchFrom } from '../support/watch-stream.ts';
import { type ApiClient } from './api-client.ts';
import { fill, waitFor } from './fill.ts';
import { checkOut, FORMER_COMMIT } from './former-commit.ts';
import { goOn } from './go-on.ts';
import { FORMER_EVENTS, leaveHistory } from './leave-history.ts';
import { leaveJobs, queuesOf, read, unfinishedJobs } from './leave-jobs.ts';
import { leaveUnfinished, type Unfinished } from './leave-unfinished.ts';
import { dumpPlain, restorePlain } from './plain-dump.ts';
import { askSandbox, fetchSandbox } from './sandbox-page.ts';
import { expectNothingLost, snapshot } from './snapshot.ts';

const QUEUES = [
  'attempt-deadline',
  'check-subscription',
  'clear-workspace',
  'drop-account',
  'drop-lost-account',
  'keep-house',
  'reconcile-accounts',
  'register-webhook',
  'reread-accounts',
  'reread-connection',
  'settle-triggers',
  'sweep-attempts',
  'sweep-triggers',
  'sync-catalogue',
  'tidy-executions',
  'verify-attempt',
];

/** As they are called now. */
const EVENTS = FORMER_EVENTS.map((event) => (event === 'disowned' ? 'account_disputed' : event));

const SECRET = 'a secret that both versions are given';
const TEN_MINUTES = 600_000;

describe.skipIf(whyNot())(`a plain dump of the earlier commit, of PostgreSQL 15${whyNot()}`, () => {
  it(
    'starts on another server with jobs of every queue waiting, and loses nothing',
    { timeout: TEN_MINUTES },
    async () => {
      await using running = new AsyncDisposableStack();
      const receiver = running.use(await startReceiver());
      const dataDir = mkdtempSync(join(tmpdir(), 'patchbay-upgrade-'));
      running.defer(() => rmSync(dataDir, { recursive: true, force: true }));
      const [port, sandboxPort] = [await freePort(), await freePort()];
      const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
      const first = running.use(await DebianPostgres.start());
      const env = {
        DATABASE_URL: first.url,
        PATCHBAY_SECRET: SECRET,
        PATCHBAY_DATA_DIR: dataDir,
        PATCHBAY_SANDBOX_PORT: String(sandboxPort),
        ALLOW_PRIVATE_ENDPOINTS: 'true',
        LOG_LEVEL: 'fatal',
      };

      const main = checkOut(FORMER_COMMIT);
      const former = new ServerProcess(port, env, { main });
      running.defer(() => former.kill());
      await former.start();
      receiver.answers.push(500, 500, 500, 500);
      const left = await fill(former, sandboxUrl, receiver.url);
      const position = await left.ada.query<{ lastEventId: string }>('connections.position');
      const before = await snapshot(left);
      const unfinished = await leaveUnfinished(left, sandboxUrl);
      await former.kill();
      receiver.answers.length = 0;
      await read(first.url, `update connection_attempts set expires_at = now() where connection_id = $1`, [
        unfinished.late,
      ]);
      const everything = await leaveHistory(first.url, left.ada.browser.workspaceId);
      const jobs = await leaveJobs({ url: first.url, main, left, unfinished });
      expect(await queuesOf(first.url, jobs)).toEqual(QUEUES);

      const second = running.use(await DebianPostgres.start());
      restorePlain(second.url, dumpPlain(first.url));
      const server = new ServerProcess(port, { ...env, DATABASE_URL: second.url, LOG_LEVEL: 'error' });
      running.defer(() => server.kill());
      await server.start();

      expectNothingLost({ ...before, hers: [] }, { ...(await snapshot(left)), hers: [] });
      await expectFinished(left.grace, { unfinished, sandboxUrl, jobsLeft: () => unfinishedJobs(second.url, jobs) });
      await expectHistory(left.ada, { everything, position });
      await goOn(server, { left, sandboxUrl, receiver });
      expect(await read(second.url, `select id from connection_attempts where status = 'open'`)).toEqual([]);
      await server.stop();
    },
  );
});

interface Expected {
  unfinished: Unfinished;
  sandboxUrl: string;
  jobsLeft: () => Promise<string[]>;
}

/** Every waiting job has run, and what it was for is the case. */
async function expectFinished(grace: ApiClient, { unfinished, sandboxUrl, jobsLeft }: Expected): Promise<void> {
  let left = await jobsLeft();
  // A job of a process that died is given to another one within a minute.
  await waitFor('the jobs', async () => (left = await jobsLeft()).length === 0, { seconds: 120 }).catch(
    () => undefined,
  );
  expect(left).toEqual([]);
  const statusOf = async (id: string) =>
    (await grace.query<{ status: string; reason: { code: string } | null }>('connections.get', { id })) ?? {};
  expect(await statusOf(unfinished.returning)).toMatchObject({ status: 'active' });
  expect(await statusOf(unfinished.stale)).toMatchObject({ status: 'expired' });
  expect(await statusOf(unfinished.late)).toMatchObject({
    status: 'added',
    reason: { code: expect.any(String) as string },
  });
  expect((await fetchSandbox(sandboxUrl, `connected_accounts/${unfinished.orphan}`)).status).toBe(404);
  const { items } = await askSandbox<{ items: unknown[] }>(sandboxUrl, 'trigger_instances/active');
  expect(items).toHaveLength(2);
}

interface History {
  everything: string;
  position: { lastEventId: string };
}

/** Every event of the earlier commit is listed and streamed, and a reader goes on where it stopped. */
async function expectHistory(ada: ApiClient, { everything, position }: History): Promise<void> {
  const { items } = await ada.query<{ items: { event: string }[] }>('connections.history', { id: everything });
  expect(items.map(({ event }) => event).toReversed()).toEqual(EVENTS);
  await using beginning = await watchFrom(ada.browser, 'connections.watch', { lastEventId: '0-0' });
  for (const event of EVENTS) await beginning.until(`"event":"${event}"`);
  await using resumed = await watchFrom(ada.browser, 'connections.watch', position);
  await resumed.until(everything);
  await ada.mutate('connections.add', { app: 'dropbox', label: 'after the upgrade' });
  await resumed.until('"app":"dropbox"');
}
