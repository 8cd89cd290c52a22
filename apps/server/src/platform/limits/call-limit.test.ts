import { expect, it } from 'vitest';
import { CallLimit } from './call-limit.ts';

let now = 60_000;
const clock = { now: () => new Date(now) };

it('lets as many through as it says, each caller on their own, and says how long to wait', () => {
  const limit = new CallLimit(2, clock);
  now = 600_000;
  expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([undefined, undefined, 60]);
  expect(limit.take('b')).toBeUndefined();
  now += 59_999;
  expect(limit.take('a')).toBe(1);
  now += 1;
  expect(limit.take('a')).toBeUndefined();
});

it('is off at zero', () => {
  const limit = new CallLimit(0, clock);
  for (let calls = 0; calls < 1000; calls += 1) expect(limit.take('a')).toBeUndefined();
});
