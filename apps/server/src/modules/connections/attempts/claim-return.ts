import type { EntityManager } from '@mikro-orm/postgresql';
import { type ParameterOf, prepare } from '../../../platform/orm/prepare.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import { Attempt } from './attempt.entity.ts';

type AttemptId = Pick<Attempt, 'workspaceId' | 'id'>;

/**
 * Records a return that passed every check, by one guarded UPDATE: exactly one of concurrent returns succeeds.
 * Returns the attempt's status at that moment; undefined when another return was first.
 */
export async function claimReturn(tx: EntityManager, { workspaceId, id }: AttemptId, returned: Returned) {
  return (await db(tx).executeQuery(CLAIM({ workspaceId, id, ...returned }))).rows[0];
}

interface Returned {
  now: Date;
  sealed: string | null;
  hash: string | null;
}

const CLAIM = prepare((value: ParameterOf<AttemptId & Returned>) =>
  statements
    .updateTable('connection_attempts')
    .set((eb) => ({
      returned_at: value('now'),
      return_session_hash: value('hash'),
      return_session_sealed: eb.case('status').when('open').then(value('sealed')).end(),
      confirmed_at: eb.case('status').when('authorized').then(value('now')).else(eb.ref('confirmed_at')).end(),
    }))
    .where('workspace_id', '=', value('workspaceId'))
    .where('id', '=', value('id'))
    .where('returned_at', 'is', null)
    .where('foreign_return_at', 'is', null)
    .where('status', 'in', ['open', 'authorized'])
    .returning('status'),
);

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
