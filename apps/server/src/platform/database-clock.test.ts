import type { Pool } from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DatabaseClock } from './database-clock.ts';
import { createLogger } from './logging/logger.ts';

const EVERY_MS = 5_000;
const START = Date.parse('2026-11-29T12:00:00Z');

let logged: string[];
let clock: DatabaseClock;
/** The database: by how much its clock was moved, how long its answers take, and whether it is away. */
let database: { movedBy: number; roundTrip: number; away: boolean };

/** This process: its monotonic clock, and how far its own clock is from the right time. */
let monotonic: number;
let setOffBy: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  vi.spyOn(performance, 'now').mockImplementation(() => monotonic);
  vi.spyOn(Date, 'now').mockImplementation(() => START + monotonic + setOffBy);
  [logged, monotonic, setOffBy] = [[], 0, 0];
  database = { movedBy: 0, roundTrip: 2, away: false };
});
afterEach(() => {
  clock.stop();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

async function start(): Promise<void> {
  const log = createLogger('debug', { write: (line) => logged.push(line) });
  const pool = { connect: () => Promise.resolve({ query, release: () => undefined }) } as unknown as Pool;
  clock = await DatabaseClock.start(pool, log);
}

function query(): Promise<{ rows: { ms: number }[] }> {
  if (database.away) return Promise.reject(new Error('away'));
  monotonic += database.roundTrip / 2;
  const rows = [{ ms: START + monotonic + database.movedBy }];
  monotonic += database.roundTrip / 2;
  return Promise.resolve({ rows });
}

async function later(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += EVERY_MS) {
    monotonic += EVERY_MS;
    await vi.advanceTimersByTimeAsync(EVERY_MS);
  }
}

/** Milliseconds from the right time. */
const off = () => Math.round(clock.now().getTime() - START - monotonic);

test('it tells the database’s time, whatever this machine’s clock says and however it is set meanwhile', async () => {
  database.movedBy = -3_600_000;
  await start();
  expect(off()).toBe(-3_600_000);
  setOffBy = 86_400_000;
  expect(off()).toBe(-3_600_000);
  expect(Math.round(clock.skewMs)).toBe(90_000_000);
});

test('a database whose clock is set is followed within seconds', async () => {
  await start();
  database.movedBy = 60_000;
  await later(EVERY_MS);
  expect(off()).toBe(60_000);
});

test('the slow answer of a busy database moves nothing', async () => {
  await start();
  [database.roundTrip, database.movedBy] = [2_000, 900];
  await later(EVERY_MS);
  expect(off()).toBe(0);
});

test('while the database is away it goes on', async () => {
  await start();
  database.away = true;
  await later(60_000);
  expect(off()).toBe(0);
  expect(logged.some((line) => line.includes('could not be compared'))).toBe(true);
});

test('a process that is off says so once, and says when it is right again', async () => {
  database.movedBy = 3_000;
  await start();
  await later(60_000);
  database.movedBy = 0;
  await later(60_000);
  const said = logged.filter((line) => line.includes('clockOffsetSeconds'));
  expect(said).toHaveLength(2);
  expect(said[0]).toContain('3.0 s behind the database’s');
  expect(said[1]).toContain('agrees with the database again');
});
