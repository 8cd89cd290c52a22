import { z } from 'zod';
import type { OwnAccount, ProviderAccounts } from '@patchbay/provider';
import { attemptIdIn } from './alias.ts';
import type { ComposioClient } from './client.ts';
import { type PageAt, pagesOf } from './pages.ts';

const item = z.object({
  id: z.string().min(1).max(128),
  alias: z.string().nullish(),
  created_at: z.coerce.date(),
});

/** Accounts per page. */
const PAGE = 512;

/** Every account whose alias contains an attempt's id; other accounts in the same Composio project are not ours. */
export function ownAccounts({ raw }: ComposioClient): ProviderAccounts['ownAccounts'] {
  return async function* pages(): AsyncGenerator<OwnAccount[]> {
    const order = { order_by: 'created_at', order_direction: 'asc' } as const;
    const fetchPage = (at: PageAt) => raw.connectedAccounts.list({ ...order, ...at });
    for await (const accounts of pagesOf({ what: 'accounts', item, limit: PAGE }, fetchPage))
      yield accounts.flatMap(labeled);
  };
}

function labeled({ id, alias, created_at: createdAt }: z.infer<typeof item>): OwnAccount[] {
  const attemptId = attemptIdIn(alias);
  return attemptId ? [{ id, attemptId, createdAt }] : [];
}
