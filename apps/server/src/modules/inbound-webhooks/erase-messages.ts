import { anyOf } from '../../platform/orm/expressions.ts';
import { db } from '../../platform/orm/tables.ts';
import type { ErasedCounts, Erasure } from '../connections/index.ts';

/** Deletes messages as the provider sent them: those that became events, and those that wait for an account to be connected. */
export async function eraseMessages({ tx, accountIds, messageIds }: Erasure): Promise<ErasedCounts> {
  const waiting = await db(tx)
    .deleteFrom('webhook_unmatched')
    .where('account_id', '=', anyOf(accountIds))
    .returning('id')
    .execute();
  const ids = [...messageIds, ...waiting.map(({ id }) => id)];
  const erased = await db(tx).deleteFrom('webhook_inbox').where('id', '=', anyOf(ids)).returning('id').execute();
  return { messages: erased.length };
}
