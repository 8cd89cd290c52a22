import { expect, test } from 'vitest';
import { readRetryAfter } from './retry-after.ts';

const SENT = 'Sun, 22 Nov 2026 10:00:00 GMT';

test.each([
  ['7', 7000],
  ['0', 0],
  ['1.5', 1500],
  ['Sun, 22 Nov 2026 10:00:30 GMT', 30_000],
  ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
])('Retry-After: %s', (value, expected) => {
  expect(readRetryAfter(new Headers({ 'retry-after': value, date: SENT }))).toBe(expected);
});

test('without the header there is nothing to wait for', () => {
  expect(readRetryAfter(new Headers())).toBeUndefined();
});

test('a date is the sender’s: without the sender’s clock beside it, it says nothing', () => {
  const date = new Date(Date.now() + 3_600_000).toUTCString();
  expect(readRetryAfter(new Headers({ 'retry-after': date }))).toBeUndefined();
});
