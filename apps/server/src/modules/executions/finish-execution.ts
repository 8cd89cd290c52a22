import { type ActionResult, storableText } from '@patchbay/provider';
import type { ErrorCode } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { ActionsDeps } from './executions.deps.ts';

export interface ExecutionKey {
  workspaceId: string;
  id: string;
}

/** The topic on which a call that waits for an execution listens. */
export function topicOf(id: string): string {
  return `execution:${id}`;
}

const FINISH = `
  update action_executions
     set status = $3, finished_at = $4, error = $5, error_code = $6, provider_log_id = $7,
         result = case when idempotency_key is null then null else $8 end,
         idempotency_key = case when $3 = 'refused' then null else idempotency_key end
   where workspace_id = $1 and id = $2 and status = 'running' returning 1 as done`;

/** Keeps what the app answered; the whole of it, as it came, only where the same key may ask again. */
export async function recordResult(
  deps: ActionsDeps,
  em: EntityManager,
  { workspaceId, id, result }: ExecutionKey & { result: ActionResult },
): Promise<void> {
  const status = result.successful ? 'succeeded' : 'failed';
  const said = result.error === null ? null : storableText(result.error.slice(0, 2_000));
  const logId = result.logId === null ? null : storableText(result.logId);
  const values = [workspaceId, id, status, deps.clock.now(), said, null, logId, JSON.stringify(result)];
  await executeSql(em, FINISH, values);
  deps.changes.notify(topicOf(id));
}

export interface Failure extends ExecutionKey {
  /** `refused`: it was not run, and its key is free again. `uncertain`: it is not known whether it ran, so it stays taken. */
  status: 'refused' | 'uncertain';
  code: ErrorCode;
}

export async function recordFailure(
  deps: ActionsDeps,
  em: EntityManager,
  { workspaceId, id, status, code }: Failure,
): Promise<void> {
  await executeSql(em, FINISH, [workspaceId, id, status, deps.clock.now(), null, code, null, null]);
  deps.changes.notify(topicOf(id));
}
