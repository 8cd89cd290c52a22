import type { EntityManager } from '@mikro-orm/postgresql';
import { db } from '../../../platform/orm/tables.ts';
import { Attempt } from './attempt.entity.ts';

type AttemptId = Pick<Attempt, 'workspaceId' | 'id'>;

/**
 * Records a return that passed every check, by one guarded UPDATE: exactly one of concurrent returns succeeds.
 * Returns the attempt's status at that moment; undefined when another return was first.
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

/**
 * Records that another person returned first. Returns whether this was the first such return, and the current
 * attempt.
 */
export async function recordForeignReturn(
  tx: EntityManager,
  { workspaceId, id }: AttemptId,
  now: Date,
): Promise<{ isFirst: boolean; attempt: Attempt }> {
  const fresh = { workspaceId, id, foreignReturnAt: null };
  const isFirst = (await tx.nativeUpdate(Attempt, fresh, { foreignReturnAt: now })) === 1;
  return { isFirst, attempt: await tx.findOneOrFail(Attempt, { workspaceId, id }, { disableIdentityMap: true }) };
}
