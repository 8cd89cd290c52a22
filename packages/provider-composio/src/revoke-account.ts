import { guarded, ProviderFailure, statusOf } from '@patchbay/provider';
import type { ComposioClient } from './client.ts';
import { dropTriggers } from './triggers.ts';

/**
 * `POST /connected_accounts/:id/revoke`, for which this version of the SDK has no method. 400: the app or the scheme
 * has nothing to revoke. 409: the account is neither active nor revoked. Triggers are deleted first, because deleting
 * them at the app needs the grant that is about to end.
 */
export async function revokeAccount(client: ComposioClient, accountId: string): Promise<boolean> {
  await dropTriggers(client, accountId);
  const path = `/api/v3.1/connected_accounts/${encodeURIComponent(accountId)}/revoke`;
  try {
    await guarded(`revoke account ${accountId}`, () => client.raw.post(path));
    return true;
  } catch (error) {
    if (error instanceof ProviderFailure && isRefusal(error)) return false;
    throw error;
  }
}

/** 403: keys have scopes, and one that may not revoke may still delete. */
function isRefusal(failure: ProviderFailure): boolean {
  return failure.kind === 'refused' || statusOf(failure) === 403;
}
