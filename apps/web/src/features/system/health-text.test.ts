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
  [['ok', 'skipped'], 'ok', 'All checks passed'],
  [['ok', 'warning'], 'warning', '1 warning'],
  [['warning', 'warning'], 'warning', '2 warnings'],
  [['failed', 'warning'], 'failed', '1 check failed'],
  [['failed', 'failed'], 'failed', '2 checks failed'],
] as const)('%o', (statuses, worst, text) => {
  expect(summaryOf({ checks: statuses.map(check) })).toEqual({ worst, text });
});
