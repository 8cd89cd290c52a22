import type { ActionResult } from '@patchbay/provider';
import { type ErrorCode, ERRORS } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { parseJson } from '@patchbay/exact-json';
import { AppError } from '../../platform/errors/app-error.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { ActionsDeps } from './executions.deps.ts';
import { type ExecutionKey, recordFailure, topicOf } from './finish-execution.ts';

/** Milliseconds. Those who wait are told by a signal; this is for one that was lost. */
const LOOK_EVERY_MS = 500;
/** Milliseconds after which one who waits is sent away to ask again. */
const PATIENCE_MS = 30_000;

interface Row {
  status: 'running' | 'succeeded' | 'failed' | 'refused' | 'uncertain';
  result: string | null;
  error_code: string | null;
  deadline_at: Date;
}

/**
 * What came of an execution that another call began. Throws what that call threw; EXECUTION_UNCERTAIN when its process
 * died over it; EXECUTION_RUNNING when it takes longer than anybody should wait.
 */
export async function awaitExecution(deps: ActionsDeps, em: EntityManager, key: ExecutionKey): Promise<ActionResult> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  for await (const _ of deps.changes.wakeups(topicOf(key.id), { signal, everyMs: LOOK_EVERY_MS })) {
    const row = await read(em.fork(), key);
    if (!row) break;
    if (row.status !== 'running') return outcomeOf(row);
    if (row.deadline_at <= deps.clock.now()) {
      await recordFailure(deps, em.fork(), { ...key, status: 'uncertain', code: 'EXECUTION_UNCERTAIN' });
    }
  }
  throw new AppError('EXECUTION_RUNNING');
}

async function read(em: EntityManager, { workspaceId, id }: ExecutionKey): Promise<Row | undefined> {
  const [row] = await executeSql<Row>(
    em,
    'select status, result, error_code, deadline_at from action_executions where workspace_id = $1 and id = $2',
    [workspaceId, id],
  );
  return row;
}

function outcomeOf({ status, result, error_code: code }: Row): ActionResult {
  if (result !== null) return parseJson(result) as ActionResult;
  if (status === 'refused' && code !== null && code in ERRORS) throw new AppError(code as ErrorCode);
  throw new AppError('EXECUTION_UNCERTAIN');
}
