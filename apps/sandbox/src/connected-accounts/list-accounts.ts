import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { pageOf, pageParams, readPage } from '../http/paging.ts';
import type { Page } from '../http/paging.ts';
import { listParam } from '../http/parse-input.ts';
import { accountStatuses } from '../store/state.ts';
import type { AccountRecord } from '../store/state.ts';
import { liveAccounts } from './account-book.ts';
import { accountItem } from './account.wire.ts';

export const listAccountsQuery = z.object({
  ...pageParams,
  user_ids: listParam,
  auth_config_ids: listParam,
  toolkit_slugs: listParam,
  connected_account_ids: listParam,
  statuses: listParam.pipe(z.array(z.enum(accountStatuses)).optional()),
  order_by: z.enum(['created_at', 'updated_at']).optional(),
  order_direction: z.enum(['asc', 'desc']).optional(),
  account_type: z.enum(['PRIVATE', 'SHARED', 'ALL']).optional(),
});

type ListAccountsQuery = z.output<typeof listAccountsQuery>;

/** The accounts that match every given filter, newest first by default. */
export function listAccounts(context: SandboxContext, query: ListAccountsQuery): Page<Record<string, unknown>> {
  const found = liveAccounts(context).filter((account) => matches(account, query));
  const sorted = inOrder(found, query);
  return pageOf(sorted, readPage(query, { standard: 20, max: 1000 }), (account) => accountItem(context, account));
}

function matches(account: AccountRecord, query: ListAccountsQuery): boolean {
  return (
    isOneOf(account.userId, query.user_ids) &&
    isOneOf(account.authConfigId, query.auth_config_ids) &&
    isOneOf(account.toolkit, query.toolkit_slugs) &&
    isOneOf(account.id, query.connected_account_ids) &&
    isOneOf(account.status, query.statuses) &&
    // Every account here is private.
    query.account_type !== 'SHARED'
  );
}

// An empty filter matches everything.
function isOneOf(value: string, wanted: readonly string[] | undefined): boolean {
  return wanted === undefined || wanted.length === 0 || wanted.includes(value);
}

function inOrder(accounts: readonly AccountRecord[], query: ListAccountsQuery): AccountRecord[] {
  const key = query.order_by === 'updated_at' ? 'updatedAt' : 'createdAt';
  const ascending = accounts.toSorted((a, b) => a[key] - b[key]);
  return query.order_direction === 'asc' ? ascending : ascending.toReversed();
}
