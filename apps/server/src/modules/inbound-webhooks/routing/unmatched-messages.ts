import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { db } from '../../../platform/orm/tables.ts';
import { rowsOf } from '../../../platform/orm/rows-of.ts';

/** A message for an account of no connection, or of none yet: it may be faster than the answer that connects the account. */
export interface UnmatchedMessage {
  /** Of the message in the inbox. */
  id: string;
  accountId: string;
}

/**
 * Of advisory locks with two numbers; those with one (advisory-lock.ts) are others. They belong to a database: an installation in
 * another schema of it has another number.
 */
const ACCOUNTS = sql`7226001 + case current_schema() when 'public' then 0 else hashtext(current_schema()) & 16777215 end`;

/**
 * Held until the transaction of `tx` ends, both by a connect that makes accounts known and by a batch that finds no
 * connection of them: a message that is parked as unmatched while its account is being connected would else be seen by
 * neither. Accounts share 64 locks, taken in order, so that a batch with many unmatched messages neither fills the lock
 * table nor deadlocks with another.
 */
export async function lockAccounts(tx: EntityManager, accountIds: string[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(${ACCOUNTS}, place)
      from (select distinct hashtext(id) & 63 as place from unnest(${accountIds}::text[]) as id order by place) as places
  `.execute(db(tx));
}

/** To be called under the locks of their accounts. */
export async function parkUnmatched(tx: EntityManager, unmatched: UnmatchedMessage[]): Promise<void> {
  if (unmatched.length === 0) return;
  const rows = rowsOf('parked', {
    account_id: { type: 'text', values: unmatched.map(({ accountId }) => accountId) },
    id: { type: 'uuid', values: unmatched.map(({ id }) => id) },
  });
  await db(tx)
    .insertInto('webhook_unmatched')
    .columns(['account_id', 'id'])
    .expression((eb) => eb.selectFrom(rows).select(['parked.account_id', 'parked.id']))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Puts the messages that named an account before we knew it back into the queue. To be called once it is known. */
export async function reconsiderAccount(tx: EntityManager, accountId: string): Promise<void> {
  await lockAccounts(tx, [accountId]);
  await db(tx)
    .with('known', (q) => q.deleteFrom('webhook_unmatched').where('account_id', '=', accountId).returning('id'))
    .insertInto('webhook_queue')
    .columns(['id'])
    .expression((eb) => eb.selectFrom('known').select('known.id'))
    .execute();
}

/** Those whose ids are smaller: the inbox forgets their messages too. */
export async function deleteUnmatched(em: EntityManager, firstKept: string): Promise<void> {
  await db(em).deleteFrom('webhook_unmatched').where('id', '<', firstKept).execute();
}
