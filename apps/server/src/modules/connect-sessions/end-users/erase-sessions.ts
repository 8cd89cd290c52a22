import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { db } from '../../../platform/orm/tables.ts';

/** Erases who a session was for; what was connected in it, and when, stays. The query of a return URL is the customer’s own. */
export async function eraseSessions(
  em: EntityManager,
  { workspaceId, endUserId }: { workspaceId: string; endUserId: string },
): Promise<number> {
  const erased = await db(em)
    .updateTable('connect_sessions')
    .set((eb) => ({
      end_user_id: 'forgotten',
      end_user_name: null,
      end_user_email: null,
      label: '',
      tags: sql`'{}'::jsonb`,
      return_url: sql<string>`split_part(${eb.ref('return_url')}, '?', 1)`,
    }))
    .where('workspace_id', '=', workspaceId)
    .where('end_user_id', '=', endUserId)
    .returning('id')
    .execute();
  return erased.length;
}
