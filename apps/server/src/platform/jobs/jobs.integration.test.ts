import type { MikroORM } from '@mikro-orm/postgresql';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { ENTITIES } from '../../entities.ts';
import type { Clock } from '../clock.ts';
import { ChangeSignal } from '../live/change-signal.ts';
import { logFields, withLogContext } from '../logging/log-context.ts';
import { createLogger } from '../logging/logger.ts';
import { openDatabase, poolOf } from '../orm/database.ts';
import type { Job } from './job.ts';
import { Jobs } from './jobs.ts';

let database: TestDatabase;
let orm: MikroORM;
let changes: ChangeSignal;
let jobs: Jobs;
let failed: PromiseWithResolvers<Record<string, unknown>>;

beforeEach(async () => {
  database = await createTestDatabase();
  orm = await openDatabase({ url: database.url, entities: ENTITIES, poolSize: 4, log: createLogger('silent') });
  failed = Promise.withResolvers();
  const log = createLogger('warn', { write: (line) => failed.resolve(JSON.parse(line) as Record<string, unknown>) });
  changes = new ChangeSignal({ connection: () => ({ connectionString: database.url }), channel: 'jobs_test' }, log);
  jobs = new Jobs(await poolOf(orm), { schema: 'pgboss', clock, changes, log });
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  await jobs.stop();
  await changes.stop();
  await orm.close();
  await database.drop();
});

/** Sends a job that throws, and answers what is logged first. */
async function failing({ retryLimit }: { retryLimit: number }): Promise<Record<string, unknown>> {
  const job = { name: 'drop-something', data: z.object({}), retryLimit, retryDelayMax: 2 } satisfies Job;
  jobs.handle(job, () => Promise.reject(new Error('the provider is away')));
  await jobs.start({ work: true });
  await orm.em.fork().transactional((tx) => jobs.send(tx, job, { data: {} }));
  return failed.promise;
}

/** As the database's clock: no adjustment of this process' own moves it. */
const clock: Clock = { now: () => new Date(performance.now()) };

const [WARN, ERROR] = [40, 50];

it('logs that a job failed: pg-boss does not, and one failed two hundred times and vanished unseen', async () => {
  const line = await failing({ retryLimit: 200 });
  expect(line).toMatchObject({ level: WARN, job: 'drop-something', retryCount: 0, retryLimit: 200 });
  expect(line).toMatchObject({ id: expect.any(String) as string, err: { message: 'the provider is away' } });
});

it('names the request that sent it and the workspace, and does not show the handler where it came from', async () => {
  const seen: unknown[] = [];
  const data = z.strictObject({ workspaceId: z.string() });
  const job = { name: 'drop-something', data, retryLimit: 0, retryDelayMax: 2 } satisfies Job<typeof data>;
  jobs.handle(job, (given) => {
    seen.push(given, logFields());
    return Promise.reject(new Error('the provider is away'));
  });
  await jobs.start({ work: true });
  const send = () => orm.em.fork().transactional((tx) => jobs.send(tx, job, { data: { workspaceId: 'w1' } }));
  await withLogContext({ reference: 'r1', traceId: 't1', traceFlags: '01', userId: 'u1' }, send);
  const named = { reference: 'r1', traceId: 't1', workspaceId: 'w1', job: 'drop-something' };
  expect(await failed.promise).toMatchObject({ level: ERROR, ...named });
  expect(seen).toEqual([{ workspaceId: 'w1' }, named]);
});

it('says it louder when the job is not tried again', async () => {
  expect(await failing({ retryLimit: 0 })).toMatchObject({ level: ERROR, job: 'drop-something' });
});

it('a process’ clock set back by forty days does not keep timers busy: one fired a thousand times a second', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  await jobs.start({ work: false });
  const setTimer = vi.spyOn(globalThis, 'setTimeout');
  const rightTime = Date.now;
  vi.spyOn(Date, 'now').mockImplementation(() => rightTime() - 40 * 24 * 60 * 60 * 1000);
  await vi.advanceTimersByTimeAsync(120_000);
  const pauses = setTimer.mock.calls.map(([, ms]) => ms ?? 0);
  expect(pauses.length).toBeGreaterThan(0);
  expect(pauses.filter((ms) => ms > 24 * 60 * 60 * 1000)).toEqual([]);
});
