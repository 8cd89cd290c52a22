import pLimit from 'p-limit';
import { expect, test } from 'vitest';
import { runWithQueueTimeout, QueueTimeoutError } from './queue-timeout.ts';

test('a call that waited too long is refused, and does not run later', async () => {
  const limit = pLimit(1);
  const first = Promise.withResolvers<string>();
  const done: string[] = [];
  const busy = runWithQueueTimeout(limit, 1, () => first.promise);
  const late = runWithQueueTimeout(limit, 5, () => Promise.resolve(done.push('late')));
  await expect(late).rejects.toBeInstanceOf(QueueTimeoutError);
  const patient = runWithQueueTimeout(limit, 10_000, () => Promise.resolve('patient'));
  first.resolve('first');
  expect([await busy, await patient, done]).toEqual(['first', 'patient', []]);
  expect([limit.activeCount, limit.pendingCount]).toEqual([0, 0]);
});

test('an error is passed on, and frees the slot', async () => {
  const limit = pLimit(1);
  await expect(runWithQueueTimeout(limit, 100, () => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
  expect(await runWithQueueTimeout(limit, 100, () => Promise.resolve('next'))).toBe('next');
});
