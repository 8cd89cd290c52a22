import type { Health, HealthCheck } from './health.queries.ts';

export const CHECK_NAMES: Record<HealthCheck['name'], string> = {
  node: 'Node.js',
  disk: 'Data directory',
  database: 'Database',
  migrations: 'Database schema',
  clock: 'Clock',
  public_url: 'Public address',
  provider: 'Composio',
  catalog: 'Catalog',
  app_setup: 'Apps to set up',
  activation: 'Activation',
  webhook: 'Webhook',
  webhook_secret: 'Signing secret',
  secrets: 'Stored secrets',
};

export const VERDICTS: Record<HealthCheck['status'], { text: string; icon: string; tone: string }> = {
  ok: { text: 'OK', icon: 'i-lucide-circle-check', tone: 'text-success' },
  warning: { text: 'Warning', icon: 'i-lucide-triangle-alert', tone: 'text-warning' },
  failed: { text: 'Failed', icon: 'i-lucide-circle-x', tone: 'text-error' },
  skipped: { text: 'Skipped', icon: 'i-lucide-circle-minus', tone: 'text-muted' },
};

/** A one-sentence summary, and the worst status. */
export function summaryOf({ checks }: Pick<Health, 'checks'>): { text: string; worst: HealthCheck['status'] } {
  const failed = checks.filter(({ status }) => status === 'failed').length;
  const warnings = checks.filter(({ status }) => status === 'warning').length;
  if (failed > 0) return { worst: 'failed', text: failed === 1 ? '1 check failed' : `${failed} checks failed` };
  if (warnings === 0) return { worst: 'ok', text: 'All checks passed' };
  return {
    worst: 'warning',
    text: warnings === 1 ? '1 warning' : `${warnings} warnings`,
  };
}
