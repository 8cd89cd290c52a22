import pLimit from 'p-limit';
import { expect, test } from 'vitest';
import { inTurn, NoTurn } from './in-turn.ts';

test('whoever waited too long is sent away, and what they came for is not done later', async () => {
  const limit = pLimit(1);
  const first = Promise.withResolvers<string>();
  const done: string[] = [];
  const busy = inTurn(limit, 1, () => first.promise);
  const late = inTurn(limit, 5, () => Promise.resolve(done.push('late')));
  await expect(late).rejects.toBeInstanceOf(NoTurn);
  const patient = inTurn(limit, 10_000, () => Promise.resolve('patient'));
  first.resolve('first');
  expect([await busy, await patient, done]).toEqual(['first', 'patient', []]);
  expect([limit.activeCount, limit.pendingCount]).toEqual([0, 0]);
});

test('what goes wrong in its turn is told, and makes room', async () => {
  const limit = pLimit(1);
  await expect(inTurn(limit, 100, () => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
  expect(await inTurn(limit, 100, () => Promise.resolve('next'))).toBe('next');
});
