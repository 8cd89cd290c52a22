import type { EntityManager } from '@mikro-orm/postgresql';
import { db } from '../../../platform/orm/tables.ts';
import { Attempt } from './attempt.entity.ts';

type AttemptId = Pick<Attempt, 'workspaceId' | 'id'>;

/**
 * Records a return whose checks all hold, by one guarded UPDATE: of any number of returns at once, one gets through. Returns
 * the status of the attempt at that moment, and nothing if another return was first.
 */
export function claimReturn(
  tx: EntityManager,
  { workspaceId, id }: AttemptId,
  { now, sealed, hash }: { now: Date; sealed: string | null; hash: string | null },
) {
  return db(tx)
    .updateTable('connection_attempts')
    .set((eb) => ({
      returned_at: now,
      return_session_hash: hash,
      return_session_sealed: eb.case('status').when('open').then(sealed).end(),
      confirmed_at: eb.case('status').when('authorized').then(now).else(eb.ref('confirmed_at')).end(),
    }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('returned_at', 'is', null)
    .where('foreign_return_at', 'is', null)
    .where('status', 'in', ['open', 'authorized'])
    .returning('status')
    .executeTakeFirst();
}

/** Records that someone else returned first. Whether this was the first such return, and the attempt as it is now. */
export async function recordForeignReturn(
  tx: EntityManager,
  { workspaceId, id }: AttemptId,
  now: Date,
): Promise<{ isFirst: boolean; attempt: Attempt }> {
  const fresh = { workspaceId, id, foreignReturnAt: null };
  const isFirst = (await tx.nativeUpdate(Attempt, fresh, { foreignReturnAt: now })) === 1;
  return { isFirst, attempt: await tx.findOneOrFail(Attempt, { workspaceId, id }, { disableIdentityMap: true }) };
}
