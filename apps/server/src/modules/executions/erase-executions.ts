import { anyOf } from '../../platform/orm/expressions.ts';
import { db } from '../../platform/orm/tables.ts';
import type { ErasedCounts, Erasure } from '../connections/index.ts';

/**
 * Erases what was sent to and answered by the apps of these connections. Their keys are free again: a repetition finds no connection,
 * and must not find half an answer.
 */
export async function eraseExecutions({ tx, workspaceId, connectionIds }: Erasure): Promise<ErasedCounts> {
  const erased = await db(tx)
    .updateTable('action_executions')
    .set({ arguments: null, result: null, error: null, idempotency_key: null })
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', anyOf(connectionIds))
    .where((eb) =>
      eb.or([
        eb('arguments', 'is not', null),
        eb('result', 'is not', null),
        eb('error', 'is not', null),
        eb('idempotency_key', 'is not', null),
      ]),
    )
    .returning('id')
    .execute();
  return { executions: erased.length };
}
