import type { MikroORM } from '@mikro-orm/postgresql';
import type { WebhookState } from '@patchbay/contracts';
import { type Provider, ProviderFailure } from '@patchbay/provider';
import { webhookAddress } from './register-webhook.ts';
import { hasRegisteredSecret } from './webhook-secrets.ts';

interface WebhookAnswer {
  webhook: WebhookState;
  /** The address that messages are sent to; null without one. */
  url: string | null;
}

/** Asks the provider where it sends messages. */
export async function observeWebhook({
  provider,
  publicUrl,
}: {
  provider: Pick<Provider, 'readWebhook'>;
  publicUrl: string;
}): Promise<WebhookAnswer> {
  try {
    const found = await provider.readWebhook();
    if (!found) return { webhook: 'missing', url: null };
    return { webhook: found.url === webhookAddress(publicUrl) ? 'registered' : 'elsewhere', url: found.url };
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    return { webhook: 'unknown', url: null };
  }
}

/** Whether messages can be verified. The old API signs none. */
export async function knowsWebhookSecret({
  orm,
  provider,
  webhookSecrets,
}: {
  orm: MikroORM;
  provider: Pick<Provider, 'identity'>;
  webhookSecrets: readonly string[];
}): Promise<boolean> {
  return webhookSecrets.length > 0 || provider.identity.sdk === 'legacy' || (await hasRegisteredSecret(orm));
}
