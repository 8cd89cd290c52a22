import { expect, test } from 'vitest';
import { QueueTimeoutError } from '@patchbay/outgoing-http';
import { ExecutionTurns } from './execution-turns.ts';

/** Work that takes until it is told to end, and how much of it runs. */
function slowWork() {
  const end = Promise.withResolvers<void>();
  const work = { running: 0, end: end.resolve, begin: () => ((work.running += 1), end.promise) };
  return work;
}

test('a workspace has three turns at once, whatever the others do', async () => {
  const turns = new ExecutionTurns();
  const [mallory, ada] = [slowWork(), slowWork()];
  const all = Array.from({ length: 10 }, () => turns.take('mallory', mallory.begin));
  all.push(turns.take('ada', ada.begin));
  await Promise.resolve();
  await expect.poll(() => [mallory.running, ada.running]).toEqual([3, 1]);
  mallory.end();
  ada.end();
  await Promise.all(all);
  expect(mallory.running).toBe(10);
});

test('a call that waits too long is refused, and nothing is kept of it', async () => {
  const turns = new ExecutionTurns(5);
  const slow = slowWork();
  const running = Array.from({ length: 3 }, () => turns.take('mallory', slow.begin));
  await expect(turns.take('mallory', slow.begin)).rejects.toBeInstanceOf(QueueTimeoutError);
  expect(turns.size).toBe(1);
  slow.end();
  await Promise.all(running);
  expect([slow.running, turns.size]).toEqual([3, 0]);
});
