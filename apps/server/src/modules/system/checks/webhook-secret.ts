import { hasRegisteredSecret } from '../../inbound-webhooks/index.ts';
import type { HealthDeps } from '../health.deps.ts';
import { ok, skipped, type Verdict, warning } from '../verdict.ts';
import { NO_DATABASE } from './database.ts';
import { SANDBOX } from './provider.ts';

export async function checkWebhookSecret({
  provider,
  webhookSecrets,
  orm,
}: Pick<HealthDeps, 'provider' | 'webhookSecrets' | 'orm'>): Promise<Verdict> {
  if (webhookSecrets.length > 0) return ok('COMPOSIO_WEBHOOK_SECRET is set.');
  if (!provider) return skipped(SANDBOX);
  if (provider.identity.sdk === 'legacy') return skipped('API v1 and v2 do not sign their messages.');
  if (!orm) return skipped(NO_DATABASE);
  if (await hasRegisteredSecret(orm)) return ok('The secret of the webhook that Patchbay registered is kept.');
  return warning(
    'No signing secret is known: messages cannot be told from forgeries, and are refused.',
    'Register the webhook, or set COMPOSIO_WEBHOOK_SECRET to the secret that Composio showed with it.',
  );
}
