import type { Account } from '@patchbay/provider';
import type { Connection } from '../connection.entity.ts';

/**
 * Whether the account of a reconnect belongs to the same person as the account in use. When the provider named the
 * person of the old account, it must name the same person for the new one: a missing name proves nothing, and
 * swapping accounts silently would send one person's work into another's mailbox. To change the person, disconnect
 * first.
 */
export function isSameOwner(
  { accountId, accountIdentity }: Pick<Connection, 'accountId' | 'accountIdentity'>,
  { identity }: Pick<Account, 'identity'>,
): boolean {
  if (!accountId || !accountIdentity) return true;
  return identity !== null && normal(identity) === normal(accountIdentity);
}

/**
 * Providers return the same name with different case, Unicode normalization, or surrounding spaces. Only canonically
 * equal text (NFC) counts: letters that merely look alike may be another person's.
 */
function normal(identity: string): string {
  return identity.normalize('NFC').trim().toLowerCase();
}
