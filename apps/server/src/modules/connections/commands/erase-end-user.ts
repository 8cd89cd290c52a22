import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { anyOf } from '../../../platform/orm/expressions.ts';
import { db } from '../../../platform/orm/tables.ts';

interface EndUserKey {
  workspaceId: string;
  endUserId: string;
}

/** The ids of an end user's connections, removed ones included, and of their accounts at the provider. */
export async function findEndUserData(
  em: EntityManager,
  { workspaceId, endUserId }: EndUserKey,
): Promise<{ connectionIds: string[]; accountIds: string[] }> {
  const attempts = await db(em)
    .selectFrom('connection_attempts')
    .select(['connection_id as id', 'account_id as accountId'])
    .where('workspace_id', '=', workspaceId)
    .where('end_user_id', '=', endUserId)
    .execute();
  const entries = await db(em)
    .selectFrom('connection_events')
    .select('connection_id as id')
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('end_user_id', '=', endUserId)
    .execute();
  return {
    connectionIds: [...new Set([...attempts, ...entries].map(({ id }) => id))],
    accountIds: attempts.flatMap(({ accountId }) => accountId ?? []),
  };
}

/** Whom an entry names instead. */
const FORGOTTEN = { kind: 'end_user', id: 'forgotten', name: 'Forgotten user' } as const;

interface Erased {
  historyEntries: number;
  attempts: number;
}

/**
 * Erases an end user from histories and attempts: who they are, their tags, and what the provider said in its own words. What is
 * left is that something happened, when, and why by its code.
 */
export async function eraseEndUserHistory(
  tx: EntityManager,
  { workspaceId, endUserId, connectionIds }: EndUserKey & { connectionIds: string[] },
): Promise<Erased> {
  const entries = await db(tx)
    .updateTable('connection_events')
    .set((eb) => ({
      actor: sql`case when ${eb.ref('actor')} ->> 'kind' = 'end_user' then ${JSON.stringify(FORGOTTEN)}::jsonb else ${eb.ref('actor')} end`,
      end_user_id: null,
      tags: null,
      reason_detail: null,
    }))
    .where('workspace_id', '=', workspaceId)
    .where((eb) => eb.or([eb('connection_id', '=', anyOf(connectionIds)), eb('end_user_id', '=', endUserId)]))
    .returning('id')
    .execute();
  const attempts = await db(tx)
    .updateTable('connection_attempts')
    .set({
      user_id: FORGOTTEN.id,
      user_name: FORGOTTEN.name,
      end_user_id: null,
      confirmation_of: null,
      decided_for: null,
      decided_view: null,
    })
    .where('workspace_id', '=', workspaceId)
    .where('end_user_id', '=', endUserId)
    .where('status', '<>', 'open')
    .returning('id')
    .execute();
  return { historyEntries: entries.length, attempts: attempts.length };
}
