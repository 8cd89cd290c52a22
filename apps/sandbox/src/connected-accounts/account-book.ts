import type { SandboxContext } from '../context.ts';
import { notFound } from '../http/api-error.ts';
import type { AccountRecord } from '../store/state.ts';
import { rearmTriggers } from '../triggers/rearm-triggers.ts';
import { lapsed } from './lapse.ts';

/** The current account, deleted or not; undefined if it never existed. */
export function readAccount(context: SandboxContext, id: string): AccountRecord | undefined {
  const account = context.store.state.accounts.get(id);
  return account && lapsed(account, context.now());
}

/** The current account, or 404; a deleted one counts as absent. */
export function findAccount(context: SandboxContext, id: string): AccountRecord {
  const account = readAccount(context, id);
  if (!account || account.deletedAt !== null) throw notFound('ConnectedAccount', id, 606);
  return account;
}

/** Every account that was not deleted, with its current state, oldest first. */
export function liveAccounts(context: SandboxContext): AccountRecord[] {
  const now = context.now();
  return [...context.store.state.accounts.values()]
    .filter((account) => account.deletedAt === null)
    .map((account) => lapsed(account, now));
}

/** Applies these changes to the account, and updates its timestamp. */
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
