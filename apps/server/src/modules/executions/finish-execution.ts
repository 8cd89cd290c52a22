import { type ActionResult, storableText } from '@patchbay/provider';
import type { ErrorCode } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Updateable } from 'kysely';
import type { ActionsDeps } from './executions.deps.ts';
import { db } from '../../platform/orm/tables.ts';
import type { Tables } from '../../platform/orm/table-types.ts';

export interface ExecutionKey {
  workspaceId: string;
  id: string;
}

/** The topic on which a call that waits for an execution listens. */
export function topicOf(id: string): string {
  return `execution:${id}`;
}

async function finish(em: EntityManager, { workspaceId, id }: ExecutionKey, finished: Finished): Promise<void> {
  const { result, ...told } = finished;
  await db(em)
    .updateTable('action_executions')
    .set((eb) => ({
      ...told,
      result: eb.case().when('idempotency_key', 'is', null).then(null).else(result).end(),
      ...(told.status === 'refused' && { idempotency_key: null }),
    }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('status', '=', 'running')
    .execute();
}

type Finished = Pick<Updateable<Tables['action_executions']>, 'status' | 'finished_at' | 'error' | 'error_code'> & {
  provider_log_id: string | null;
  result: string | null;
};

/** Stores the app's response; the complete response only if the same key may request it again. */
export async function recordResult(
  deps: ActionsDeps,
  em: EntityManager,
  { workspaceId, id, result }: ExecutionKey & { result: ActionResult },
): Promise<void> {
  const status = result.successful ? 'succeeded' : 'failed';
  const said = result.error === null ? null : storableText(result.error.slice(0, 2_000));
  const logId = result.logId === null ? null : storableText(result.logId);
  const told = {
    status,
    finished_at: deps.clock.now(),
    error: said,
    error_code: null,
    provider_log_id: logId,
  } as const;
  await finish(em, { workspaceId, id }, { ...told, result: JSON.stringify(result) });
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
  const told = { status, finished_at: deps.clock.now(), error: null, error_code: code } as const;
  await finish(em, { workspaceId, id }, { ...told, provider_log_id: null, result: null });
  deps.changes.notify(topicOf(id));
}
