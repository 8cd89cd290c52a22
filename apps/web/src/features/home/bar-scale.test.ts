import { describe, expect, it } from 'vitest';
import { axisEnd, barsOf } from './bar-scale.ts';

describe('the scale of a chart', () => {
  it.each([
    [0, 4],
    [4, 4],
    [5, 5],
    [7, 10],
    [11, 20],
    [21, 25],
    [300, 500],
    [1_000, 1_000],
    [1_001, 2_000],
  ])('for at most %i ends at %i', (most, end) => {
    expect(axisEnd(most)).toBe(end);
  });

  it('is never too short, nor more than twice as long as needed', () => {
    for (let most = 5; most < 1_000_000; most = Math.ceil(most * 1.07)) {
      expect(axisEnd(most)).toBeGreaterThanOrEqual(most);
      expect(axisEnd(most)).toBeLessThanOrEqual(2 * most);
    }
  });
});

describe('bars', () => {
  it('are nothing for nothing, and visible for one in a thousand', () => {
    const [none, few] = barsOf([
      { count: 0, failed: 0 },
      { count: 1_000, failed: 1 },
    ]);
    expect(none).toEqual({ succeeded: 0, failed: 0 });
    expect(few?.failed).toBe(1.5);
    expect(few?.succeeded).toBeCloseTo(99.9);
  });
});
