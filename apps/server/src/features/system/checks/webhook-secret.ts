import type { HealthDeps } from '../health.deps.ts';
import { ok, skipped, type Verdict, warning } from '../verdict.ts';
import { SANDBOX } from './provider.ts';

export function checkWebhookSecret({
  provider,
  webhookSecrets,
}: Pick<HealthDeps, 'provider' | 'webhookSecrets'>): Verdict {
  if (webhookSecrets.length > 0) return ok('COMPOSIO_WEBHOOK_SECRET is set.');
  if (!provider) return skipped(SANDBOX);
  if (provider.identity.sdk === 'legacy') return skipped('API v1 and v2 do not sign their messages.');
  const remedy = 'Set COMPOSIO_WEBHOOK_SECRET to the secret that Composio showed with the webhook subscription.';
  return warning(
    'COMPOSIO_WEBHOOK_SECRET is not set: messages cannot be told from forgeries, and are refused.',
    remedy,
  );
}
