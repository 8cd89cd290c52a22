import { expect, test } from 'vitest';
import { type Bounds, CALL_BOUNDS } from './bounds.ts';
import { CallFailure } from './call-failure.ts';
import { retrying } from './retry.ts';

const unreachable = () => new CallFailure('unreachable', 'no connection');
const status = (code: number, retryAfterMs?: number) =>
  new CallFailure('status', `${code}`, { status: code, retryAfterMs });

/** Runs a call that fails with these, one after the other, and then succeeds. Returns the pauses in between. */
async function run(
  failures: CallFailure[],
  options: { repeatable?: boolean; bounds?: Partial<Bounds>; random?: number } = {},
) {
  const paused: number[] = [];
  let [tries, clock] = [0, 0];
  const pauses = {
    sleep: (ms: number) => {
      paused.push(ms);
      clock += ms;
      return Promise.resolve();
    },
    random: () => options.random ?? 1,
    now: () => clock,
  };
  const { repeatable = true, bounds = {} } = options;
  const outcome = await retrying({ bounds: { ...CALL_BOUNDS, ...bounds }, repeatable, pauses }, () => {
    const failure = failures[tries];
    tries += 1;
    return failure ? Promise.reject(failure) : Promise.resolve('done');
  }).catch((error: unknown) => error);
  return { outcome, tries, paused };
}

test('a transient failure is retried, with pauses that double', async () => {
  expect(await run([unreachable(), status(503)])).toEqual({ outcome: 'done', tries: 3, paused: [250, 500] });
});

test('the pauses have jitter, so that many callers do not retry at once', async () => {
  const { paused } = await run([unreachable(), unreachable()], { random: 0 });
  expect(paused).toEqual([125, 250]);
});

test('the last failure is thrown when the tries are used up', async () => {
  const { outcome, tries } = await run([status(500), status(502), status(504)]);
  expect(outcome).toMatchObject({ status: 504 });
  expect(tries).toBe(3);
});

test('the provider’s Retry-After is the minimum pause', async () => {
  expect(await run([status(429, 2000)], { random: 0 })).toEqual({ outcome: 'done', tries: 2, paused: [2000] });
});

test('a pause longer than the limit is not waited for', async () => {
  expect(await run([status(429, 5001)], { random: 0 })).toMatchObject({
    tries: 1,
    paused: [],
    outcome: { status: 429 },
  });
});

test('no try starts after the budget', async () => {
  const { tries, paused } = await run([unreachable(), unreachable()], { bounds: { budgetMs: 600 } });
  expect({ tries, paused }).toEqual({ tries: 2, paused: [250] });
});

test('a try that was not made does not hide the failure of one that was, and may have succeeded', async () => {
  expect(await run([new CallFailure('timeout', 'late'), new CallFailure('busy', 'no turn')])).toMatchObject({
    tries: 2,
    outcome: { trouble: 'timeout' },
  });
  expect(await run([new CallFailure('busy', 'no turn')])).toMatchObject({ tries: 1, outcome: { trouble: 'busy' } });
});

test.each([400, 401, 403, 404, 409, 410, 422])('%i is an answer, and not asked again', async (code) => {
  expect(await run([status(code)])).toMatchObject({ tries: 1, outcome: { status: code } });
});

test.each([unreachable(), new CallFailure('timeout', 'late'), status(500), status(503)])(
  'what may have been done is not done twice: $message',
  async (failure) => {
    expect((await run([failure], { repeatable: false })).tries).toBe(1);
  },
);

test('a rate-limited request was not processed, and may be retried', async () => {
  expect((await run([status(429, 100)], { repeatable: false })).outcome).toBe('done');
});

test.each(['too_large', 'redirected'] as const)('an answer that is %s would be so again', async (trouble) => {
  expect((await run([new CallFailure(trouble, '')])).tries).toBe(1);
});

test('an error that is not a call failure is a bug, and not retried', async () => {
  let tries = 0;
  const pauses = { sleep: () => Promise.resolve(), random: () => 1, now: () => 0 };
  const call = () => {
    tries += 1;
    return Promise.reject(new TypeError('bug'));
  };
  await expect(retrying({ bounds: CALL_BOUNDS, repeatable: true, pauses }, call)).rejects.toThrow('bug');
  expect(tries).toBe(1);
});
