import type { WebhookState } from '@patchbay/contracts';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Provider } from '@patchbay/provider';
import type { Clock } from '../../../platform/clock.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { observeProvider, saveProviderStatus } from '../../provider/index.ts';
import { observeWebhook } from './observe-webhook.ts';

interface NoteDeps {
  orm: MikroORM;
  provider: Pick<Provider, 'ping' | 'readWebhook'>;
  publicUrl: string;
  clock: Clock;
  log: Logger;
}

/** Asks the provider how it is, and keeps the answer for the pages, which never ask it themselves. */
export async function noteProviderStatus(deps: NoteDeps): Promise<WebhookState> {
  const { orm, clock, log } = deps;
  const [{ failure, ...answer }, { webhook }] = await Promise.all([
    observeProvider(deps.provider),
    observeWebhook(deps),
  ]);
  if (failure !== null) log.warn({ failure, state: answer.provider }, 'provider: it does not answer as it should');
  // That it limits requests passes by itself, and says nothing of the key.
  const provider = answer.provider === 'busy' ? 'unknown' : answer.provider;
  await saveProviderStatus(orm.em.fork(), { ...answer, provider, webhook }, clock.now());
  return webhook;
}
