import { describe, expect, it } from 'vitest';
import { nextAttempt } from './delivery-schedule.ts';

const NOW = new Date('2026-11-22T10:30:00Z');
const after = (attempts: number, chance = 0) => {
  const next = nextAttempt(attempts, NOW, chance);
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
});
