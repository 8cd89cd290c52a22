import { observeProvider } from '../../provider/index.ts';
import type { HealthDeps } from '../health.deps.ts';
import { ok, skipped, type Verdict, verdictOn } from '../verdict.ts';

export const SANDBOX = 'No COMPOSIO_API_KEY: the built-in sandbox plays Composio, and no real account is touched.';

/** Checks the key, and whether the API version of the chosen SDK is still supported. */
export async function checkProvider({ provider }: Pick<HealthDeps, 'provider'>): Promise<Verdict> {
  if (!provider) return skipped(SANDBOX);
  const { sdk, api } = provider.identity;
  const { failure, ...answer } = await observeProvider(provider);
  const detail = failure && `Its answer: ${failure}.`;
  return verdictOn('provider', answer, { detail }) ?? ok(`Composio accepts the key (API ${api}, COMPOSIO_SDK=${sdk}).`);
}
