import type { Account } from '../provider/provider.port.ts';
import type { Connection } from './connection.entity.ts';

/**
 * Whether an account that comes back from a reconnect belongs to the person whose account is in use. Where the provider
 * said whose the old one is, it has to say the same of the new one: silence is no proof, and swapping accounts silently
 * would send one person's work into another's mailbox. Who means to change the person disconnects first.
 */
export function isSameOwner(
  { accountId, accountIdentity }: Pick<Connection, 'accountId' | 'accountIdentity'>,
  { identity }: Pick<Account, 'identity'>,
): boolean {
  if (!accountId || !accountIdentity) return true;
  return identity !== null && normal(identity) === normal(accountIdentity);
}

/** Addresses and names come back in another case or with spaces around them. */
function normal(identity: string): string {
  return identity.trim().toLowerCase();
}
