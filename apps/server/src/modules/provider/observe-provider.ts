import type { ProviderState } from '@patchbay/contracts';
import { type Provider, ProviderFailure, type ProviderFailureKind } from '@patchbay/provider';

interface ProviderAnswer {
  provider: ProviderState;
  /** The permission that the key lacks, if the provider named it. */
  lackedPermission: string | null;
  /** Why the call failed, for logs and installation admins; null when it worked. */
  failure: string | null;
}

/** Asks the provider whether it accepts our key, and this version of its API. */
export async function observeProvider(provider: Pick<Provider, 'ping'>): Promise<ProviderAnswer> {
  try {
    await provider.ping();
    return { provider: 'working', lackedPermission: null, failure: null };
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    const { kind, permission, message } = error;
    return { provider: STATES[kind] ?? 'unexpected', lackedPermission: permission, failure: message };
  }
}

const STATES: Partial<Record<ProviderFailureKind, ProviderState>> = {
  unauthorized: 'key_rejected',
  forbidden: 'permission_missing',
  unavailable: 'unreachable',
  busy: 'busy',
  limited: 'busy',
};
