import { expect, it } from 'vitest';
import { relativeTime } from './relative-time.ts';

const NOW = Date.parse('2026-01-10T12:00:00.000Z');

it.each([
  ['2026-01-10T11:59:40.000Z', 'just now'],
  ['2026-01-10T11:57:00.000Z', '3 minutes ago'],
  ['2026-01-09T12:00:00.000Z', 'yesterday'],
  ['2026-01-17T12:00:00.000Z', 'next week'],
])('%s is %s', (instant, text) => {
  expect(relativeTime(instant, NOW)).toBe(text);
});
