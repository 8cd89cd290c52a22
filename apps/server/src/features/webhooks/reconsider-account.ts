import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../platform/orm/raw-sql.ts';

/** Puts the messages that named an account before we knew it back into the line. To be called once it is known. */
export async function reconsiderAccount(em: EntityManager, accountId: string): Promise<void> {
  await executeSql(
    em,
    `update webhook_inbox set routed_at = null, verdict = 'accepted'
      where verdict = 'unknown' and kind <> 'unknown' and account_id = $1`,
    [accountId],
  );
}
