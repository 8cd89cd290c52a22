import { expect, it, vi } from 'vitest';
import { lastDays } from './last-days.ts';

it('are the midnights before now, today last', () => {
  const days = lastDays(3, new Date(2026, 11, 1, 15, 30).getTime());
  expect(days).toEqual([new Date(2026, 10, 29), new Date(2026, 10, 30), new Date(2026, 11, 1)]);
});

it('are midnights too where a day has 23 or 25 hours', () => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  const days = lastDays(3, Date.parse('2026-10-26T12:00:00Z'));
  expect(days.map((day) => day.toISOString())).toEqual([
    '2026-10-23T22:00:00.000Z',
    '2026-10-24T22:00:00.000Z',
    '2026-10-25T23:00:00.000Z',
  ]);
  vi.unstubAllEnvs();
});
