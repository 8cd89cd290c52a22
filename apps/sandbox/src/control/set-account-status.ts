import { changeAccount, readAccount } from '../connected-accounts/account-book.ts';
import type { SandboxContext } from '../context.ts';
import type { AccountStatus } from '../store/state.ts';

/** Ends only this account's tokens: others of the same grant are unchanged. */
const ENDED: ReadonlySet<AccountStatus> = new Set(['EXPIRED', 'REVOKED', 'FAILED']);

/** An unfinished status keeps the flow's deadline; any other ends the flow. */
export function setAccountStatus(
  context: SandboxContext,
  id: string,
  { status, reason }: { status: AccountStatus; reason: string | null },
): void {
  const account = readAccount(context, id);
  if (!account) throw new Error(`no account "${id}"`);
  const open = status === 'INITIALIZING' || status === 'INITIATED';
  const deadline = open ? account.deadline : null;
  const tokenEndedAt = ENDED.has(status) ? (account.tokenEndedAt ?? context.now()) : null;
  const isDisabled = status === 'INACTIVE';
  changeAccount(context, account, { status, statusReason: reason, deadline, isDisabled, tokenEndedAt });
}
