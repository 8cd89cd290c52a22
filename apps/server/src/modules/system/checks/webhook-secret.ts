import { knowsWebhookSecret, observeWebhook } from '../../inbound-webhooks/index.ts';
import type { HealthDeps } from '../health.deps.ts';
import { ok, skipped, type Verdict, verdictOn } from '../verdict.ts';
import { NO_DATABASE } from './database.ts';
import { SANDBOX } from './provider.ts';

export async function checkWebhookSecret({
  provider,
  webhookSecrets,
  publicUrl,
  orm,
}: Pick<HealthDeps, 'provider' | 'webhookSecrets' | 'publicUrl' | 'orm'>): Promise<Verdict> {
  if (webhookSecrets.length > 0) return ok('COMPOSIO_WEBHOOK_SECRET is set.');
  if (!provider) return skipped(SANDBOX);
  if (provider.identity.sdk === 'legacy') return skipped('API v1 and v2 do not sign their messages.');
  if (!orm) return skipped(NO_DATABASE);
  if (await knowsWebhookSecret({ orm, provider, webhookSecrets }))
    return ok('The secret of the webhook that Patchbay registered is kept.');
  const { webhook } = await observeWebhook({ provider, publicUrl });
  const known = { webhook, knowsWebhookSecret: false };
  return verdictOn('webhook_secret', known) ?? skipped('Registering the webhook brings its secret; see above.');
}
