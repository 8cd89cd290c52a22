import type { SandboxContext } from '../context.ts';
import { newSecret } from '../store/ids.ts';
import type { AccountRecord, LinkRecord } from '../store/state.ts';
import { changeAccount } from './account-book.ts';

/** Creates the hosted page of a new flow and starts its deadline; an earlier page of the account becomes invalid. */
export function openLink(context: SandboxContext, account: AccountRecord, callbackUrl: string | null): LinkRecord {
  const expiresAt = context.now() + context.linkTtlMs;
  const link: LinkRecord = {
    token: newSecret('lk'),
    accountId: account.id,
    callbackUrl,
    expiresAt,
    answeredAt: null,
    formTokens: [],
  };
  context.store.state.links.set(link.token, link);
  changeAccount(context, account, { deadline: expiresAt, linkToken: link.token });
  return link;
}
