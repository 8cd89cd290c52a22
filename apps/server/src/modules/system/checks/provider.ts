import { ProviderFailure } from '@patchbay/provider';
import type { HealthDeps } from '../health.deps.ts';
import { failed, ok, skipped, type Verdict, warning } from '../verdict.ts';

export const SANDBOX = 'No COMPOSIO_API_KEY: the built-in sandbox plays Composio, and no real account is touched.';

/** Checks the key, and whether the API version of the chosen SDK is still supported. */
export async function checkProvider({ provider }: Pick<HealthDeps, 'provider'>): Promise<Verdict> {
  if (!provider) return skipped(SANDBOX);
  const { sdk, api } = provider.identity;
  try {
    await provider.ping();
    return ok(`Composio accepts the key (API ${api}, COMPOSIO_SDK=${sdk}).`);
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    return verdictOf(error);
  }
}

function verdictOf({ kind, message, permission }: ProviderFailure): Verdict {
  if (kind === 'forbidden') {
    return failed(
      `The key of Composio lacks the permission “${permission}”.`,
      'Add it to the key in Composio’s dashboard.',
    );
  }
  if (kind === 'unauthorized') {
    return failed('Composio does not accept the key.', 'Put a project’s key from its dashboard into COMPOSIO_API_KEY.');
  }
  if (kind === 'unavailable') {
    return failed(`Composio cannot be reached: ${message}.`, 'Check COMPOSIO_BASE_URL and this machine’s way out.');
  }
  if (kind === 'busy') return warning('Composio is limiting requests right now.', 'Check again in a minute.');
  return failed(`Composio does not answer as expected: ${message}.`, 'Check COMPOSIO_BASE_URL and COMPOSIO_SDK.');
}
