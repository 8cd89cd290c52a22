import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';

/**
 * Lets what this transaction adds to the session come before the session's end, which then ends it too, or not at all. Throws
 * CONNECT_SESSION_ENDED.
 */
export async function lockOpenSession(tx: EntityManager, id: string): Promise<void> {
  const open = await db(tx)
    .selectFrom('connect_sessions')
    .select('id')
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  if (!open) throw new AppError('CONNECT_SESSION_ENDED');
}
