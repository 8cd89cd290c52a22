import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { jobClock } from './job-clock.ts';

const FORTY_DAYS = 40 * 24 * 60 * 60 * 1000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

it('a pause longer than a timer can be is a long one: one of forty days fired a thousand times a second', () => {
  const clock = jobClock({ now: () => new Date(0) });
  const due = vi.fn<() => void>();
  const timers = [clock.setTimeout(due, FORTY_DAYS), clock.setInterval(due, FORTY_DAYS)];
  vi.advanceTimersByTime(2 ** 31 - 2);
  expect(due).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(due).toHaveBeenCalledTimes(2);
  clock.clearTimeout(timers[0]);
  clock.clearInterval(timers[1]);
  expect(vi.getTimerCount()).toBe(0);
});

it('tells the time of the clock that it was given', () => {
  expect(jobClock({ now: () => new Date(12_345) }).now()).toBe(12_345);
});
