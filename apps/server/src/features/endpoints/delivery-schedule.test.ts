import { describe, expect, it } from 'vitest';
import { nextAttempt } from './delivery-schedule.ts';

const NOW = new Date('2026-11-22T10:30:00Z');
const after = (attempts: number, chance = 0, retryAfterMs?: number) => {
  const next = nextAttempt({ attempts, now: NOW, retryAfterMs }, chance);
  return next && (next.getTime() - NOW.getTime()) / 1000;
};

describe('nextAttempt', () => {
  it('keeps the published schedule, and gives up after ten', () => {
    const delays = Array.from({ length: 11 }, (_, attempts) => after(attempts));
    expect(delays).toEqual([0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, null]);
  });

  it('spreads by a tenth, never to sooner', () => {
    expect(after(2, 0.5)).toBe(315);
    expect(after(2, 0.999)).toBeLessThan(330);
  });

  it.each([
    ['longer than the schedule’s delay', 1, 7, 7],
    ['shorter than it', 4, 60, 60],
    ['none at all', 1, 0, 1],
    ['longer than a day', 1, 90_000, 86_400],
    ['longer than any timer or date', 1, Number.MAX_VALUE, 86_400],
  ])('keeps what the endpoint asks for: %s', (_, attempts, seconds, expected) => {
    expect(after(attempts, 0, seconds * 1000)).toBe(expected);
  });

  it('gives up after ten tries whatever the endpoint asks for', () => {
    expect(after(10, 0, 1000)).toBeNull();
  });
});
