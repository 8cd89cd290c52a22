import { readAccount } from '../connected-accounts/account-book.ts';
import type { SandboxContext } from '../context.ts';
import type { AccountRecord, LinkRecord } from '../store/state.ts';

/** A link that can still be answered, with its account. */
export interface OpenLink {
  link: LinkRecord;
  account: AccountRecord;
}

/** Why a link cannot be answered. */
export type ClosedReason = 'unknown' | 'answered' | 'expired';

/** The link of a token, or why it is closed. */
export function findLink(context: SandboxContext, token: string): OpenLink | ClosedReason {
  const link = context.store.state.links.get(token);
  const account = link && readAccount(context, link.accountId);
  if (!link || !account || account.deletedAt !== null) return 'unknown';
  if (link.answeredAt !== null) return 'answered';
  const open = account.status === 'INITIALIZING' || account.status === 'INITIATED';
  return open && account.linkToken === token && context.now() < link.expiresAt ? { link, account } : 'expired';
}
