import { expect, it } from 'vitest';
import { runBulk } from './run-bulk.ts';

it('runs all, a few at a time, and says what failed', async () => {
  let running = 0;
  let most = 0;
  const progress: number[] = [];
  const work = async (item: number) => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    if (item === 4) throw new Error('no');
    return item * 2;
  };
  const { done, failed, left } = await runBulk([1, 2, 3, 4, 5], work, {
    atOnce: 2,
    onProgress: (count) => progress.push(count),
  });
  expect(most).toBe(2);
  expect(progress).toEqual([1, 2, 3, 4, 5]);
  expect(done.map(({ result }) => result)).toEqual([2, 4, 6, 10]);
  expect(failed).toEqual([{ item: 4, error: new Error('no') }]);
  expect(left).toEqual([]);
});

it('begins nothing more once it is stopped', async () => {
  let count = 0;
  const { done, left } = await runBulk(['a', 'b', 'c'], () => Promise.resolve((count += 1)), {
    atOnce: 1,
    isStopped: () => count > 0,
  });
  expect(done.map(({ item }) => item)).toEqual(['a']);
  expect(left).toEqual(['b', 'c']);
});
