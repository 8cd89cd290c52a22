import type { ActionResult } from '@patchbay/provider';
import { ERRORS } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { parseJson } from '@patchbay/exact-json';
import type { Selectable } from 'kysely';
import { AppError } from '../../platform/errors/app-error.ts';
import { db } from '../../platform/orm/tables.ts';
import type { Tables } from '../../platform/orm/table-types.ts';
import type { ActionsDeps } from './executions.deps.ts';
import { type ExecutionKey, recordFailure, topicOf } from './finish-execution.ts';

/** Milliseconds between two polls, in case the notification was lost. */
const POLL_INTERVAL_MS = 500;
/** Milliseconds after which a waiting call is told to retry. */
const MAX_WAIT_MS = 30_000;

/**
 * The result of an execution that another call started. Throws what that call threw; EXECUTION_UNCERTAIN if its process died while
 * running it; EXECUTION_RUNNING if it takes too long to wait for.
 */
export async function awaitExecution(deps: ActionsDeps, em: EntityManager, key: ExecutionKey): Promise<ActionResult> {
  const signal = AbortSignal.timeout(MAX_WAIT_MS);
  for await (const _ of deps.changes.wakeups(topicOf(key.id), { signal, everyMs: POLL_INTERVAL_MS })) {
    const row = await read(em.fork(), key);
    if (!row) break;
    if (row.status !== 'running') return outcomeOf(row);
    if (row.deadline_at <= deps.clock.now()) {
      await recordFailure(deps, em.fork(), { ...key, status: 'uncertain', code: 'EXECUTION_UNCERTAIN' });
    }
  }
  throw new AppError('EXECUTION_RUNNING');
}

function read(em: EntityManager, { workspaceId, id }: ExecutionKey): Promise<Row | undefined> {
  return db(em)
    .selectFrom('action_executions')
    .select(['status', 'result', 'error_code', 'deadline_at'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

type Row = Pick<Selectable<Tables['action_executions']>, 'status' | 'result' | 'error_code' | 'deadline_at'>;

function outcomeOf({ status, result, error_code: code }: Row): ActionResult {
  if (result !== null) return parseJson(result) as ActionResult;
  if (status !== 'running' && code !== null && code in ERRORS) throw new AppError(code);
  throw new AppError('EXECUTION_UNCERTAIN');
}
