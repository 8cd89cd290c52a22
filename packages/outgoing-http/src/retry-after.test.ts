import { expect, test } from 'vitest';
import { readRetryAfter } from './retry-after.ts';

const SENT = 'Sun, 22 Nov 2026 10:00:00 GMT';

test.each([
  ['7', 7000],
  ['0', 0],
  ['1.5', 1500],
  ['Sun, 22 Nov 2026 10:00:30 GMT', 30_000],
  ['Sunday, 22-Nov-26 10:00:30 GMT', 30_000],
  ['Sun Nov 22 10:00:30 2026', 30_000],
  ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
  ['soon', undefined],
  ['in 7', undefined],
  ['-7', undefined],
  ['2026-11-22T10:00:30Z', undefined],
  ['', undefined],
])('Retry-After: %s', (value, expected) => {
  expect(readRetryAfter({ 'retry-after': value, date: SENT })).toBe(expected);
});

test('without the header there is no delay', () => {
  expect(readRetryAfter({})).toBeUndefined();
});

test('a date uses the sender’s clock: without a Date header it is compared with ours, or ignored', () => {
  const headers = { 'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT', date: 'yesterday' };
  expect(readRetryAfter(headers)).toBeUndefined();
  expect(readRetryAfter(headers, new Date(SENT))).toBe(30_000);
});
