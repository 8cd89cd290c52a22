import type { SandboxContext } from '../context.ts';
import { notFound } from '../http/api-error.ts';
import type { AccountRecord } from '../store/state.ts';
import { rearmTriggers } from '../triggers/rearm-triggers.ts';
import { lapsed } from './lapse.ts';

/** The account as it is now, deleted or not; undefined when there never was one. */
export function readAccount(context: SandboxContext, id: string): AccountRecord | undefined {
  const account = context.store.state.accounts.get(id);
  return account && lapsed(account, context.now());
}

/** The account as it is now, or 404; a deleted one counts as absent. */
export function findAccount(context: SandboxContext, id: string): AccountRecord {
  const account = readAccount(context, id);
  if (!account || account.deletedAt !== null) throw notFound('ConnectedAccount', id, 606);
  return account;
}

/** Every account that was not deleted, as it is now, oldest first. */
export function liveAccounts(context: SandboxContext): AccountRecord[] {
  const now = context.now();
  return [...context.store.state.accounts.values()]
    .filter((account) => account.deletedAt === null)
    .map((account) => lapsed(account, now));
}

/** Writes the account with these changes, stamped with the present. */
export function changeAccount(
  context: SandboxContext,
  account: AccountRecord,
  changes: Partial<AccountRecord>,
): AccountRecord {
  const changed = { ...account, ...changes, updatedAt: context.now() };
  context.store.state.accounts.set(account.id, changed);
  if (changed.status === 'ACTIVE' && account.status !== 'ACTIVE') rearmTriggers(context, account.id);
  context.store.changed();
  return changed;
}
