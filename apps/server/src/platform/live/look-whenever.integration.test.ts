import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { createLogger } from '../logging/logger.ts';
import { ChangeSignal } from './change-signal.ts';
import { lookWhenever } from './look-whenever.ts';

/** Longer than any test. */
const NEVER_MS = 3_600_000;

let database: TestDatabase;
let changes: ChangeSignal;
let stopping: AbortController;
let logged: string[];
let looking: Promise<void> | undefined;

beforeEach(async () => {
  [stopping, logged] = [new AbortController(), []];
  database = await createTestDatabase();
  const connection = () => ({ connectionString: database.url });
  changes = new ChangeSignal({ connection, channel: 'looks' }, createLogger('silent'));
  await changes.start();
});

afterEach(async () => {
  stopping.abort();
  await looking;
  await changes.stop();
  await database.drop();
});

/** Begins to look; each look answers the next of `answers`, and the last of them lets the test go on. */
async function lookedWith(answers: (number | Error)[], meanwhile: () => void = () => undefined): Promise<number> {
  const log = createLogger('info', { write: (line) => logged.push(line) });
  const done = Promise.withResolvers<void>();
  let looks = 0;
  const look = () => {
    const answer = answers[looks] ?? Infinity;
    looks += 1;
    if (looks === answers.length) done.resolve();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const lookout = { name: 'letters', topic: 'letters', everyMs: NEVER_MS, look };
  looking = lookWhenever({ changes, log, signal: stopping.signal }, lookout);
  meanwhile();
  await done.promise;
  return looks;
}

it('looks again when the next thing is due, and not only when it is told or in an hour', async () => {
  expect(await lookedWith([50, 0, 50, Infinity])).toBe(4);
});

it('looks when it is told, also of what comes during a look', async () => {
  const tell = () => changes.notify('letters');
  expect(await lookedWith([Infinity, Infinity], tell)).toBe(2);
});

it('a look that fails is logged, and repeated before an hour is over: what was due is still there', async () => {
  expect(await lookedWith([new Error('the database is away'), Infinity])).toBe(2);
  expect(logged.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { lookout: 'letters', err: { message: 'the database is away' }, msg: 'work: polling for due work failed' },
  ]);
});
