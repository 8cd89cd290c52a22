import { ProviderFailure } from '../../provider/provider.port.ts';
import type { HealthDeps } from '../health.deps.ts';
import { failed, ok, skipped, type Verdict, warning } from '../verdict.ts';
import { SANDBOX } from './provider.ts';

/** Where the provider delivers, as app.ts mounts it. */
const PATH = '/webhooks/composio';

export async function checkWebhook({
  provider,
  publicUrl,
}: Pick<HealthDeps, 'provider' | 'publicUrl'>): Promise<Verdict> {
  if (!provider) return skipped(SANDBOX);
  const wanted = `${publicUrl}${PATH}`;
  try {
    const found = await provider.readWebhook();
    if (found?.url === wanted) return ok(`Events are delivered to ${wanted}.`);
    if (!found)
      return warning('There is no webhook subscription: no trigger’s event arrives.', `Let one lead to ${wanted}.`);
    return failed(`Events are delivered to ${found.url}.`, `Let the project’s webhook subscription lead to ${wanted}.`);
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    return skipped('Composio cannot be asked; see above.');
  }
}
