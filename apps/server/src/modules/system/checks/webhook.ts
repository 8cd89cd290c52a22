import { ProviderFailure } from '@patchbay/provider';
import { webhookAddress } from '../../inbound-webhooks/index.ts';
import type { HealthDeps } from '../health.deps.ts';
import { failed, ok, skipped, type Verdict, warning } from '../verdict.ts';
import { SANDBOX } from './provider.ts';

export async function checkWebhook({
  provider,
  publicUrl,
  webhookSecrets,
}: Pick<HealthDeps, 'provider' | 'publicUrl' | 'webhookSecrets'>): Promise<Verdict> {
  if (!provider) return skipped(SANDBOX);
  const wanted = webhookAddress(publicUrl);
  try {
    const found = await provider.readWebhook();
    if (found?.url === wanted) return ok(`Events are delivered to ${wanted}.`);
    return found ? elsewhere(found.url, wanted) : missing(wanted, webhookSecrets);
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    return skipped('Composio cannot be asked; see above.');
  }
}

function missing(wanted: string, secrets: readonly string[]): Verdict {
  const says = 'No webhook is registered, so no events arrive.';
  if (secrets.length > 0) return warning(says, `Let one lead to ${wanted}.`);
  return warning(says, `Register one that leads to ${wanted}.`, 'system.registerWebhook');
}

/** It may serve another installation, so an admin of a workspace must not move it. */
function elsewhere(found: string, wanted: string): Verdict {
  const remedy = `Let the project’s webhook subscription lead to ${wanted}, for example by: npm run doctor -- --fix`;
  return failed(`Events are delivered to ${found}.`, remedy);
}
