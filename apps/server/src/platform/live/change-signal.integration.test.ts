import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { createLogger } from '../logging/logger.ts';
import { ChangeSignal, channelOf } from './change-signal.ts';

/** Longer than any test: a listener that wakes before was notified, and did not look by itself. */
const NEVER_MS = 600_000;
/** Every session but the one that asks. */
const LISTENERS = 'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';

const WAIT = { timeout: 10_000, interval: 50 };

let database: TestDatabase;
let pool: pg.Pool;
let here: ChangeSignal;
let there: ChangeSignal;
let leaving: AbortController;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  leaving = new AbortController();
  [here, there] = [open(), open()];
  await Promise.all([here.start(), there.start()]);
});

afterEach(async () => {
  leaving.abort();
  await Promise.all([here.stop(), there.stop()]);
  await pool.end();
  await database.drop();
});

function open(): ChangeSignal {
  const connection = () => ({ connectionString: database.url });
  return new ChangeSignal({ connection, channel: channelOf('public') }, createLogger('silent'));
}

/** Past the wake-up that every listener gets at once; then resolves whenever it is notified, with whether that was its end. */
async function following(signal: ChangeSignal, topic: string): Promise<() => Promise<boolean>> {
  const wakeups = signal.wakeups(topic, { signal: leaving.signal, everyMs: NEVER_MS });
  const next = async () => (await wakeups.next()).done ?? false;
  await next();
  return next;
}

const listeners = async () => (await pool.query<{ pid: number }>(LISTENERS)).rows.map(({ pid }) => pid);

it('tells the other process, and the own one, of what changed', async () => {
  const told = await Promise.all([following(here, 'a'), following(there, 'a')]);
  here.notify('a');
  expect(await Promise.all(told.map((wakeup) => wakeup()))).toEqual([false, false]);
});

it('tells of any number of things, and of those that change while it tells', async () => {
  const topics = Array.from({ length: 250 }, (_, number) => `topic-${number}`);
  const told = await Promise.all(topics.map((topic) => following(there, topic)));
  const late = await following(there, 'late');
  for (const topic of topics) here.notify(topic);
  await told[0]?.();
  here.notify('late');
  expect(await late()).toBe(false);
  expect(await Promise.all(told.slice(1).map((wakeup) => wakeup()))).not.toContain(true);
});

it('wakes everyone when its connection was cut, and when it listens again: what was told in between is lost', async () => {
  const told = await following(there, 'a');
  const before = await listeners();
  await pool.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [before]);
  expect([await told(), await told()]).toEqual([false, false]);
});

it('listens again, and once, after its connection was cut', async () => {
  const told = await following(there, 'a');
  const before = await listeners();
  expect(before).toHaveLength(2);
  await pool.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [before]);
  await expect.poll(async () => (await listeners()).filter((pid) => !before.includes(pid)).length, WAIT).toBe(2);
  here.notify('a');
  expect(await told()).toBe(false);
  expect(await listeners()).toHaveLength(2);
});
