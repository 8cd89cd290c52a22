import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { prepare } from '../../../platform/orm/prepare.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import { rowsOf } from '../../../platform/orm/rows-of.ts';

/**
 * A message for an account without a connection, perhaps not yet: it may arrive before the response that connects the
 * account.
 */
export interface UnmatchedMessage {
  /** The id of the message in the inbox. */
  id: string;
  accountId: string;
}

/**
 * The first number of the two-number advisory locks; those with one number (advisory-lock.ts) are a separate space.
 * Advisory locks are per database, so an installation in another schema uses another number.
 */
const ACCOUNTS = sql`7226001 + case current_schema() when 'public' then 0 else hashtext(current_schema()) & 16777215 end`;

/**
 * Held until the transaction of `tx` ends, by a connect that makes an account known and by a batch that finds no
 * connection for it. Otherwise a message parked while its account is being connected would be missed by both.
 * Accounts share 64 locks, taken in order, so that a batch with many unmatched messages neither fills the lock table
 * nor deadlocks with another batch.
 */
export async function lockAccounts(tx: EntityManager, accountIds: string[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(${ACCOUNTS}, place)
      from (select distinct hashtext(id) & 63 as place from unnest(${accountIds}::text[]) as id order by place) as places
  `.execute(db(tx));
}

/** Must be called while holding the locks of their accounts. */
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

/** Puts messages that arrived before the account was known back into the queue. Must be called once it is known. */
export async function reconsiderAccount(tx: EntityManager, accountId: string): Promise<void> {
  await lockAccounts(tx, [accountId]);
  await db(tx).executeQuery(RECONSIDER({ accountId }));
}

const RECONSIDER = prepare<{ accountId: string }, unknown>((value) =>
  statements
    .with('known', (q) =>
      q.deleteFrom('webhook_unmatched').where('account_id', '=', value('accountId')).returning('id'),
    )
    .insertInto('webhook_queue')
    .columns(['id'])
    .expression((eb) => eb.selectFrom('known').select('known.id')),
);

/** Deletes those with smaller ids, like the inbox does with their messages. */
export async function deleteUnmatched(em: EntityManager, firstKept: string): Promise<void> {
  await db(em).deleteFrom('webhook_unmatched').where('id', '<', firstKept).execute();
}
