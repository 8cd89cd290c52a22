import { changeAccount, readAccount } from '../connected-accounts/account-book.ts';
import type { SandboxContext } from '../context.ts';
import type { AccountStatus } from '../store/state.ts';

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
  changeAccount(context, account, { status, statusReason: reason, deadline, isDisabled: status === 'INACTIVE' });
}
