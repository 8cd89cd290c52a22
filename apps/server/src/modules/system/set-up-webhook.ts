import { ProviderFailure } from '@patchbay/provider';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { providerError } from '../provider/index.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import {
  noteProviderStatus,
  registerWebhook,
  type RegisterWebhookDeps,
  webhookAddress,
  webhookHealthJob,
} from '../inbound-webhooks/index.ts';
import type { Access } from '../access/index.ts';

export interface SetUpWebhookDeps extends RegisterWebhookDeps {
  /** From the environment. If set, a subscription of ours would sign with another secret. */
  webhookSecrets: readonly string[];
  jobs: Jobs;
  log: Logger;
}

export const setUpWebhookOutput = z.object({ url: z.string() });

/**
 * Registers the webhook if there is none. A subscription with another address may belong to another installation in
 * the same project, so it stays; only the command line moves it. One that was set up manually stays too.
 */
export async function setUpWebhook(
  deps: SetUpWebhookDeps,
  { actor }: Pick<Access, 'actor'>,
): Promise<z.infer<typeof setUpWebhookOutput>> {
  if (deps.webhookSecrets.length > 0) throw new AppError('WEBHOOK_SET_BY_HAND');
  const url = webhookAddress(deps.publicUrl);
  try {
    const found = await deps.provider.readWebhook();
    if (found && found.url !== url) throw new AppError('WEBHOOK_ELSEWHERE');
    await registerWebhook(deps);
  } catch (error) {
    throw error instanceof ProviderFailure ? providerError(error) : error;
  }
  await noteProviderStatus(deps);
  await deps.orm.em.fork().transactional((tx) => deps.jobs.send(tx, webhookHealthJob, { data: {} }));
  deps.log.info({ url, actor: actor.id }, 'webhook: registered');
  return { url };
}
