import { describe, expect, it } from 'vitest';
import { nextTry } from './delivery-schedule.ts';

const NOW = new Date('2026-11-22T10:30:00Z');
const after = (tries: number, chance = 0, retryAfterMs?: number) => {
  const next = nextTry({ tries, now: NOW, retryAfterMs }, chance);
  return next && (next.getTime() - NOW.getTime()) / 1000;
};

describe('nextTry', () => {
  it('keeps the published schedule, and gives up after ten', () => {
    const delays = Array.from({ length: 11 }, (_, tries) => after(tries));
    expect(delays).toEqual([0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, null]);
  });

  it('adds up to a tenth of jitter, never less than the delay', () => {
    expect(after(2, 0.5)).toBe(315);
    expect(after(2, 0.999)).toBeLessThan(330);
  });

  it.each([
    { tries: 1, asked: 7, expected: 7 },
    { tries: 4, asked: 60, expected: 60 },
    { tries: 1, asked: 0, expected: 1 },
    { tries: 1, asked: 90_000, expected: 86_400 },
    { tries: 1, asked: Number.MAX_VALUE, expected: 86_400 },
  ])('keeps what the endpoint asks for, from a second to a day: $asked s', ({ tries, asked, expected }) => {
    expect(after(tries, 0, asked * 1000)).toBe(expected);
  });

  it('gives up after ten tries regardless of Retry-After', () => {
    expect(after(10, 0, 1000)).toBeNull();
  });
});
