import type { EntityManager } from '@mikro-orm/postgresql';
import { type NotNull, sql } from 'kysely';
import type { AccountOwner } from './judge-message.ts';
import { lockAccounts } from './unmatched-messages.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import { type ParameterOf, prepare } from '../../../platform/orm/prepare.ts';
import { anyOf } from '../../../platform/orm/expressions.ts';

/** Accounts in use, and accounts used before: their last messages arrive after a reconnect has replaced them. */
const OWNERS = prepare((value: ParameterOf<{ accountIds: string[] }>) =>
  statements
    .selectFrom('entity_connections')
    .select(['connection_id as accountId', 'workspace_id as workspaceId', 'id as connectionId', 'app_slug as appSlug'])
    .select(sql<boolean>`true`.as('isCurrent'))
    .where('connection_id', '=', anyOf(value('accountIds')))
    .unionAll(
      statements
        .selectFrom('connection_attempts as t')
        .innerJoin('entity_connections as c', (join) =>
          join.onRef('c.workspace_id', '=', 't.workspace_id').onRef('c.id', '=', 't.connection_id'),
        )
        .select(['t.account_id as accountId', 'c.workspace_id as workspaceId', 'c.id as connectionId'])
        .select(['c.app_slug as appSlug', sql<boolean>`false`.as('isCurrent')])
        .where('t.account_id', '=', anyOf(value('accountIds')))
        .where('t.status', '=', 'authorized')
        .whereRef('t.account_id', 'is distinct from', 'c.connection_id'),
    )
    .$narrowType<{ accountId: NotNull }>(),
);
/**
 * The owners of these accounts, by account id. Accounts without an owner are locked: they cannot get one before the
 * transaction of `tx` ends.
 */
export async function findOwners(tx: EntityManager, accountIds: string[]): Promise<Map<string, AccountOwner>> {
  const owners = await read(tx, accountIds);
  const unmatched = accountIds.filter((accountId) => !owners.has(accountId));
  if (unmatched.length === 0) return owners;
  await lockAccounts(tx, unmatched);
  return new Map([...owners, ...(await read(tx, unmatched))]);
}

async function read(tx: EntityManager, accountIds: string[]): Promise<Map<string, AccountOwner>> {
  const { rows } = await db(tx).executeQuery(OWNERS({ accountIds }));
  return new Map(rows.map((owner) => [owner.accountId, owner]));
}
