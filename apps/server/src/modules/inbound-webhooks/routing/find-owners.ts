import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../../platform/orm/raw-sql.ts';
import type { AccountOwner } from './judge-message.ts';
import { lockAccounts } from './unmatched-messages.ts';

/** The accounts in use, and those that once were: their last messages arrive after the swap. */
const OWNERS = `
select connection_id as "accountId", workspace_id as "workspaceId", id as "connectionId", app_slug as "appSlug",
       true as "isCurrent"
  from entity_connections where connection_id = any ($1)
union all
select t.account_id, c.workspace_id, c.id, c.app_slug, false
  from connection_attempts t
  join entity_connections c on c.workspace_id = t.workspace_id and c.id = t.connection_id
 where t.account_id = any ($1) and t.status = 'authorized' and t.account_id is distinct from c.connection_id`;

/** The owners of these accounts, by account. Those without one are locked, and get none before the transaction of `tx` ends. */
export async function findOwners(tx: EntityManager, accountIds: string[]): Promise<Map<string, AccountOwner>> {
  const owners = await read(tx, accountIds);
  const unmatched = accountIds.filter((accountId) => !owners.has(accountId));
  if (unmatched.length === 0) return owners;
  await lockAccounts(tx, unmatched);
  return new Map([...owners, ...(await read(tx, unmatched))]);
}

async function read(tx: EntityManager, accountIds: string[]): Promise<Map<string, AccountOwner>> {
  const owners = await executeSql<AccountOwner>(tx, OWNERS, [accountIds]);
  return new Map(owners.map((owner) => [owner.accountId, owner]));
}
