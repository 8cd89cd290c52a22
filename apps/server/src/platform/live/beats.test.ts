import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Beats } from './beats.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

// Each of 2,000 streams had a clock of its own, so that no two of them looked at the same moment.
it('calls those that joined at different times together, by one timer', () => {
  const beats = new Beats();
  const calls: string[] = [];
  beats.join(2_000, () => calls.push('first'));
  vi.advanceTimersByTime(1_500);
  beats.join(2_000, () => calls.push('second'));
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(500);
  expect(calls).toEqual(['first', 'second']);
});

it('has no timer left when the last has gone, and begins again with the next', () => {
  const beats = new Beats();
  const stops = [beats.join(2_000, () => undefined), beats.join(2_000, () => undefined)];
  stops[0]?.();
  expect(vi.getTimerCount()).toBe(1);
  for (const stop of stops) stop();
  expect(vi.getTimerCount()).toBe(0);
  const call = vi.fn();
  beats.join(2_000, call);
  vi.advanceTimersByTime(2_000);
  expect(call).toHaveBeenCalledOnce();
});
