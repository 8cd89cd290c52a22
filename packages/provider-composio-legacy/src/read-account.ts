import { type Account, parsed, ProviderFailure } from '@patchbay/provider';
import { connectionSchema, toAccount } from './account.schema.ts';
import type { LegacyClient } from './client.ts';
import { guardedLegacyOrNull } from './guarded-legacy.ts';

type Reader = Pick<LegacyClient, 'sdk'>;

export async function readAccount({ sdk }: Reader, accountId: string): Promise<Account | null> {
  const what = `account ${accountId}`;
  const answer = await guardedLegacyOrNull(what, () => sdk.connectedAccounts.get({ connectedAccountId: accountId }));
  return answer && toAccount(parsed(what, connectionSchema, answer));
}

/** v1 does not check who uses an account, so we do. */
export async function checkOwner(client: Reader, accountId: string, workspaceId: string): Promise<void> {
  const account = await readAccount(client, accountId);
  if (account?.workspaceId === workspaceId) return;
  throw new ProviderFailure('refused', `there is no account ${accountId} of this workspace`);
}
