import type { Health, HealthCheck } from './health.queries.ts';
import { t } from '../../shared/i18n/t.ts';

/** In the order of the server's checks. */
export const CHECKS: HealthCheck['name'][] = [
  'node',
  'disk',
  'database',
  'migrations',
  'clock',
  'public_url',
  'provider',
  'catalog',
  'app_setup',
  'activation',
  'webhook',
  'webhook_secret',
  'secrets',
];

export const VERDICTS: Record<HealthCheck['status'], { icon: string; tone: string }> = {
  ok: { icon: 'i-lucide-circle-check', tone: 'text-success' },
  warning: { icon: 'i-lucide-triangle-alert', tone: 'text-warning' },
  failed: { icon: 'i-lucide-circle-x', tone: 'text-error' },
  skipped: { icon: 'i-lucide-circle-minus', tone: 'text-muted' },
};

/** A one-sentence summary, and the worst status. */
export function summaryOf({ checks }: Pick<Health, 'checks'>): { text: string; worst: HealthCheck['status'] } {
  const failed = checks.filter(({ status }) => status === 'failed').length;
  const warnings = checks.filter(({ status }) => status === 'warning').length;
  if (failed > 0) return { worst: 'failed', text: t('system.failed', { count: failed }) };
  if (warnings === 0) return { worst: 'ok', text: t('system.allPassed') };
  return { worst: 'warning', text: t('system.warnings', { count: warnings }) };
}
