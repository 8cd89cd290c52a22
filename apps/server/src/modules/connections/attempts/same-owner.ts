import type { Account } from '@patchbay/provider';
import type { Connection } from '../connection.entity.ts';

/**
 * Whether an account that comes back from a reconnect belongs to the person whose account is in use. Where the provider
 * named the person of the old one, it has to name the same for the new one: no name is no proof, and swapping accounts
 * silently would send one person's work into another's mailbox. To change the person, disconnect first.
 */
export function isSameOwner(
  { accountId, accountIdentity }: Pick<Connection, 'accountId' | 'accountIdentity'>,
  { identity }: Pick<Account, 'identity'>,
): boolean {
  if (!accountId || !accountIdentity) return true;
  return identity !== null && normal(identity) === normal(accountIdentity);
}

/**
 * Addresses and names come back in another case, composed otherwise, or with spaces around them. Only what is canonically the
 * same text (NFC): letters that merely look alike may be another person's.
 */
function normal(identity: string): string {
  return identity.normalize('NFC').trim().toLowerCase();
}
