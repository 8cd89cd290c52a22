import type { MikroORM } from '@mikro-orm/postgresql';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ManualClock } from '../../../test/support/manual-clock.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { ENTITIES } from '../../entities.ts';
import type { Clock } from '../clock.ts';
import { ChangeSignal } from '../live/change-signal.ts';
import { createLogger } from '../logging/logger.ts';
import { openDatabase, poolOf } from '../orm/database.ts';
import type { Job } from './job.ts';
import { Jobs } from './jobs.ts';

/** Longer than any test: what starts before was told to, and did not look by itself. */
const NEVER_MS = 3_600_000;
const CUT = `select pg_terminate_backend(pid) from pg_stat_activity
              where datname = current_database() and query like 'listen %' and pid <> pg_backend_pid()`;

const job = {
  name: 'ring',
  data: z.object({ number: z.number().optional() }),
  retryLimit: 3,
  retryDelayMax: 2,
} satisfies Job;

let database: TestDatabase;
let running: AsyncDisposableStack;

beforeEach(async () => {
  database = await createTestDatabase();
  running = new AsyncDisposableStack();
  running.defer(() => database.drop());
});

afterEach(async () => {
  vi.useRealTimers();
  await running.disposeAsync();
});

interface Process {
  orm: MikroORM;
  jobs: Jobs;
  changes: ChangeSignal;
  /** The statements of its pool so far. */
  statements: string[];
  /** Waits until none of them runs. */
  calm: () => Promise<void>;
}

interface ProcessOptions {
  handle?: (data: { number?: number | undefined }) => Promise<void>;
  /** Undefined: the usual ten seconds. */
  lookEveryMs?: number | undefined;
  listens?: boolean;
  clock?: Clock;
  of?: Job;
}

/** One of several on the same database; without a handler it only sends. */
async function startProcess(options: ProcessOptions = {}): Promise<Process> {
  const { handle, listens = true, clock = { now: () => new Date() }, of = job } = options;
  const lookEveryMs = 'lookEveryMs' in options ? options.lookEveryMs : NEVER_MS;
  const log = createLogger('silent');
  const orm = await openDatabase({ url: database.url, entities: ENTITIES, poolSize: 4, log });
  running.defer(() => orm.close());
  const pool = await poolOf(orm);
  const statements: string[] = [];
  const underWay = new Set<Promise<unknown>>();
  const query = pool.query.bind(pool) as (text: string, values?: unknown[]) => Promise<never>;
  vi.spyOn(pool, 'query').mockImplementation((text: unknown, values: unknown) => {
    statements.push(String(text));
    const answer = query(text as string, values as unknown[]);
    underWay.add(answer);
    return answer.finally(() => underWay.delete(answer)) as never;
  });
  const calm = async () => {
    // A few turns, in which what follows from an answer asks its own question.
    for (let turns = 0; turns < 5 || underWay.size > 0; turns += 1)
      await new Promise((resolve) => setImmediate(resolve));
  };
  const changes = new ChangeSignal({ connection: () => ({ connectionString: database.url }), channel: 'wake_up' }, log);
  running.defer(() => changes.stop());
  if (listens) await changes.start();
  const jobs = new Jobs(pool, { schema: 'pgboss', clock, changes, log, ...(lookEveryMs && { lookEveryMs }) });
  running.defer(() => jobs.stop());
  jobs.handle(of, async (data) => handle?.(data as { number?: number }));
  await jobs.start({ work: handle !== undefined });
  return { orm, jobs, changes, statements, calm };
}

const send = ({ orm, jobs }: Process, number: number, startAfter?: Date) =>
  orm.em.fork().transactional((tx) => jobs.send(tx, job, { data: { number }, ...(startAfter && { startAfter }) }));

/** Collects what was run, and waits for a number of it. */
function collect() {
  const numbers: number[] = [];
  const handle = ({ number = -1 }: { number?: number | undefined }) => (numbers.push(number), Promise.resolve());
  const count = (wanted: number) => expect.poll(() => numbers.length, { timeout: 10_000, interval: 5 }).toBe(wanted);
  return { numbers, handle, count };
}

it('a job that one process sends starts in another, which looks by itself in an hour only', async () => {
  const ran = collect();
  await startProcess(ran);
  const sender = await startProcess();
  await send(sender, 1);
  await ran.count(1);
  expect(ran.numbers).toEqual([1]);
});

it('more jobs than a process has workers run one after the other, without another notification', async () => {
  const ran = collect();
  await startProcess(ran);
  const { orm, jobs } = await startProcess();
  await orm.em.fork().transactional(async (tx) => {
    for (let number = 0; number < 20; number += 1) await jobs.send(tx, job, { data: { number } });
  });
  await ran.count(20);
  expect(ran.numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, number) => number));
});

it('is announced after the commit and not before, when no other process could find it', async () => {
  const { orm, jobs, changes } = await startProcess();
  const notify = vi.spyOn(changes, 'notify');
  await orm.em.fork().transactional(async (tx) => {
    await jobs.send(tx, job, { data: {} });
    await tx.transactional((nested) => jobs.send(nested, job, { data: {} }));
    expect(notify).not.toHaveBeenCalled();
  });
  expect(notify.mock.calls).toEqual([['jobs']]);
});

it('one that is rolled back is announced to none', async () => {
  const { orm, jobs, changes } = await startProcess();
  const notify = vi.spyOn(changes, 'notify');
  const work = orm.em.fork().transactional(async (tx) => {
    await jobs.send(tx, job, { data: {} });
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(notify).not.toHaveBeenCalled();
});

it('one that is sent for later starts when it is due, in a process that looks by itself in an hour only', async () => {
  const ran = collect();
  await startProcess(ran);
  const sender = await startProcess();
  const [soon, never] = [new Date(Date.now() + 300), new Date(Date.now() + NEVER_MS)];
  await send(sender, 1, soon);
  await send(sender, 2, never);
  await ran.count(1);
  expect(ran.numbers).toEqual([1]);
  expect(Date.now()).toBeGreaterThanOrEqual(soon.getTime());
});

it('one that failed is tried again when its delay is over, in a process that looks by itself in an hour only', async () => {
  let tries = 0;
  const again = Promise.withResolvers<void>();
  const worker = await startProcess({
    handle: () => {
      tries += 1;
      if (tries === 1) return Promise.reject(new Error('the provider is away'));
      again.resolve();
      return Promise.resolve();
    },
  });
  await send(worker, 1);
  await again.promise;
  expect(tries).toBe(2);
});

it('one whose notification was lost is found by the next look', async () => {
  const ran = collect();
  await startProcess({ ...ran, lookEveryMs: 50 });
  const sender = await startProcess({ listens: false });
  await send(sender, 1);
  await ran.count(1);
  expect(ran.numbers).toEqual([1]);
});

it('one that was sent while the connection that listens was cut starts as soon as it listens again', async () => {
  const ran = collect();
  await startProcess(ran);
  const sender = await startProcess({ listens: false });
  await (await poolOf(sender.orm)).query(CUT);
  await send(sender, 1);
  await ran.count(1);
  expect(ran.numbers).toEqual([1]);
});

it('what is to run by the clock is sent at its minute, once by several processes', async () => {
  const clock = new ManualClock();
  const hourly = { ...job, name: 'strike', cron: '* * * * *' } satisfies Job;
  const ran = collect();
  const processes = [];
  for (let count = 0; count < 3; count += 1) processes.push(await startProcess({ ...ran, clock, of: hourly }));
  await ran.count(1); // of the minute before the start
  clock.advance(60_000);
  for (const { changes } of processes) changes.wakeHere('jobs');
  await ran.count(2);
  const { rows } = await (
    await poolOf(processes[0]!.orm)
  ).query<{ count: number }>(`select count(*)::int from pgboss.job where name = 'strike'`);
  expect(rows).toEqual([{ count: 2 }]);
});

it('an idle process asked each queue twice a second: now it asks once for all of them, every ten seconds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  const worker = await startProcess({ ...collect(), lookEveryMs: undefined });
  await worker.calm();
  worker.statements.length = 0;
  for (let second = 0; second < 60; second += 1) {
    await vi.advanceTimersByTimeAsync(1000);
    await worker.calm();
  }
  const asked = (what: string) => worker.statements.filter((text) => text.includes(what)).length;
  expect(asked('cross join lateral')).toBeGreaterThanOrEqual(4);
  expect(asked('cross join lateral')).toBeLessThanOrEqual(6);
  expect(asked('WITH next AS')).toBe(0);
  expect(worker.statements.length).toBeLessThan(60);
});
