import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '../../platform/errors/app-error.ts';
import { db } from '../../platform/orm/tables.ts';
import type { ActionsDeps } from './executions.deps.ts';
import { LONGEST_WAIT_MS } from './execution-turns.ts';
import type { ExecutionKey } from './finish-execution.ts';

/** Milliseconds that a run may take from its turn to its result. The provider's adapter gives up before that. */
const MAX_MS = 45_000;

/** When an execution that has been waiting for its turn since `now` times out. */
export function firstDeadline(now: Date): Date {
  return new Date(now.getTime() + LONGEST_WAIT_MS + MAX_MS);
}

/**
 * Its turn has come, so its time limit starts now. Throws EXECUTION_UNCERTAIN if it timed out in the meantime: other callers were told
 * so, and it must not run anymore.
 */
export async function startExecution(
  { clock }: Pick<ActionsDeps, 'clock'>,
  em: EntityManager,
  { workspaceId, id }: ExecutionKey,
): Promise<void> {
  const started = await db(em)
    .updateTable('action_executions')
    .set({ deadline_at: new Date(clock.now().getTime() + MAX_MS) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('status', '=', 'running')
    .returning('id')
    .executeTakeFirst();
  if (!started) throw new AppError('EXECUTION_UNCERTAIN');
}
