import { expect, test } from 'vitest';
import { readRetryAfter } from './retry-after.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');

test.each([
  ['7', 7000],
  ['0', 0],
  ['1.5', 1500],
  ['Sun, 22 Nov 2026 10:00:30 GMT', 30_000],
  ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
])('Retry-After: %s', (value, expected) => {
  expect(readRetryAfter(new Headers({ 'retry-after': value }), NOW)).toBe(expected);
});

test('without the header there is nothing to wait for', () => {
  expect(readRetryAfter(new Headers(), NOW)).toBeUndefined();
});
