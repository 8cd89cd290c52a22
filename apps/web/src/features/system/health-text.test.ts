import { expect, it } from 'vitest';
import type { HealthCheck } from './health.queries.ts';
import { summaryOf } from './health-text.ts';

const check = (status: HealthCheck['status']): HealthCheck => ({
  name: 'node',
  status,
  says: '',
  remedy: null,
  fix: null,
});

it.each([
  [['ok', 'skipped'], 'ok', 'Nothing is wrong'],
  [['ok', 'warning'], 'warning', 'Nothing is wrong, with one warning'],
  [['warning', 'warning'], 'warning', 'Nothing is wrong, with 2 warnings'],
  [['failed', 'warning'], 'failed', 'One thing is wrong'],
  [['failed', 'failed'], 'failed', '2 things are wrong'],
] as const)('%o', (statuses, worst, text) => {
  expect(summaryOf({ checks: statuses.map(check) })).toEqual({ worst, text });
});
