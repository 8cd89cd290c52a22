import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../platform/orm/raw-sql.ts';

/** A message of an account that nobody has, or nobody yet: it may be faster than the answer that connects the account. */
export interface Stranger {
  /** Of the message in the inbox. */
  id: string;
  accountId: string;
}

/**
 * Of advisory locks with two numbers; those with one (advisory-lock.ts) are others. They belong to a database: an installation in
 * another schema of it has another number.
 */
const ACCOUNTS = `7226001 + case current_schema() when 'public' then 0 else hashtext(current_schema()) & 16777215 end`;

/**
 * Held until the transaction of `tx` ends, by whoever finds that accounts are known or that they are not: a message that is
 * found a stranger's while its account is being connected would else be seen by neither. Accounts share 64 locks, and
 * they are taken in order, so that a batch with many strangers neither fills the lock table nor meets another halfway.
 */
export async function lockAccounts(tx: EntityManager, accountIds: string[]): Promise<void> {
  await executeSql(
    tx,
    `select pg_advisory_xact_lock(${ACCOUNTS}, place)
       from (select distinct hashtext(id) & 63 as place from unnest($1::text[]) as id order by place) as places`,
    [accountIds],
  );
}

/** To be called under the locks of their accounts. */
export async function keepStrangers(tx: EntityManager, strangers: Stranger[]): Promise<void> {
  if (strangers.length === 0) return;
  await executeSql(
    tx,
    'insert into webhook_strangers (account_id, id) select * from unnest($1::text[], $2::uuid[]) on conflict do nothing',
    [strangers.map(({ accountId }) => accountId), strangers.map(({ id }) => id)],
  );
}

/** Puts the messages that named an account before we knew it back into the line. To be called once it is known. */
export async function reconsiderAccount(tx: EntityManager, accountId: string): Promise<void> {
  await lockAccounts(tx, [accountId]);
  await executeSql(
    tx,
    `with known as (delete from webhook_strangers where account_id = $1 returning id)
     insert into webhook_queue (id) select id from known`,
    [accountId],
  );
}

/** Those whose ids are smaller: the inbox forgets their messages too. */
export async function forgetStrangers(em: EntityManager, firstKept: string): Promise<void> {
  await executeSql(em, 'delete from webhook_strangers where id < $1', [firstKept]);
}
