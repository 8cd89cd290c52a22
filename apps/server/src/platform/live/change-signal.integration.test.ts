import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { createLogger } from '../logging/logger.ts';
import { ChangeSignal, channelOf } from './change-signal.ts';

/** Longer than any test: whoever is told by then was told, and did not look by himself. */
const NEVER_MS = 600_000;
/** Everybody but who asks. */
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

/** Past the turn that everybody gets at once; then resolves whenever it is told, with whether that was its end. */
async function following(signal: ChangeSignal, topic: string): Promise<() => Promise<boolean>> {
  const turns = signal.turns(topic, { signal: leaving.signal, everyMs: NEVER_MS });
  const next = async () => (await turns.next()).done ?? false;
  await next();
  return next;
}

const listeners = async () => (await pool.query<{ pid: number }>(LISTENERS)).rows.map(({ pid }) => pid);

it('tells the other process, and the own one, of what changed', async () => {
  const told = await Promise.all([following(here, 'a'), following(there, 'a')]);
  here.poke('a');
  expect(await Promise.all(told.map((turn) => turn()))).toEqual([false, false]);
});

it('tells of any number of things, and of those that change while it tells', async () => {
  const topics = Array.from({ length: 250 }, (_, number) => `topic-${number}`);
  const told = await Promise.all(topics.map((topic) => following(there, topic)));
  const late = await following(there, 'late');
  for (const topic of topics) here.poke(topic);
  await told[0]?.();
  here.poke('late');
  expect(await late()).toBe(false);
  expect(await Promise.all(told.slice(1).map((turn) => turn()))).not.toContain(true);
});

it('listens again, and once, after its connection was cut', async () => {
  const told = await following(there, 'a');
  const before = await listeners();
  expect(before).toHaveLength(2);
  await pool.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [before]);
  await expect.poll(async () => (await listeners()).filter((pid) => !before.includes(pid)).length, WAIT).toBe(2);
  here.poke('a');
  expect(await told()).toBe(false);
  expect(await listeners()).toHaveLength(2);
});
