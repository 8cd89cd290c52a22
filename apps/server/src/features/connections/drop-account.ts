import type { ConnectionsDeps } from './connections.deps.ts';
import type { AttemptKey } from './verify-attempt.ts';

/** Deletes the account of an attempt whose creation we never heard of, if the provider did create it. */
export async function dropLostAccount({ provider }: ConnectionsDeps, key: AttemptKey): Promise<void> {
  const account = await provider.findAccount(key.workspaceId, key.attemptId);
  if (account) await provider.deleteAccount(account.id);
}
