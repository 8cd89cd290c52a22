import { observeWebhook, webhookAddress } from '../../inbound-webhooks/index.ts';
import type { HealthDeps } from '../health.deps.ts';
import { ok, skipped, type Verdict, verdictOn } from '../verdict.ts';
import { SANDBOX } from './provider.ts';

/** A subscription with another address may serve another installation, so it is not moved from the web app. */
export async function checkWebhook({
  provider,
  publicUrl,
  webhookSecrets,
}: Pick<HealthDeps, 'provider' | 'publicUrl' | 'webhookSecrets'>): Promise<Verdict> {
  if (!provider) return skipped(SANDBOX);
  const wanted = webhookAddress(publicUrl);
  const { webhook, url } = await observeWebhook({ provider, publicUrl });
  if (webhook === 'unknown') return skipped('Composio cannot be asked; see above.');
  const detail = url ? `They are delivered to ${url}, and not to ${wanted}.` : `It has to lead to ${wanted}.`;
  const isOursToRegister = webhook === 'missing' && webhookSecrets.length === 0;
  const fix = isOursToRegister ? 'system.registerWebhook' : null;
  return verdictOn('webhook', { webhook }, { detail, fix }) ?? ok(`Events are delivered to ${wanted}.`);
}
