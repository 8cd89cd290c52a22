import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '../../platform/errors/app-error.ts';
import { db } from '../../platform/orm/tables.ts';
import { jsonValue } from '../../platform/orm/json-value.ts';
import type { Actor } from '../access/index.ts';
import type { ActionsDeps } from './executions.deps.ts';
import { KEPT_MS } from './idempotency.ts';

/** The execution to be started. */
export interface Intent {
  workspaceId: string;
  connectionId: string;
  appSlug: string;
  actionSlug: string;
  /** `null`: never kept, whatever the installation says. */
  arguments: Record<string, unknown> | null;
  actor: Actor;
  idempotencyKey: string | undefined;
  requestHash: string;
  deadlineAt: Date;
}

/** `begun`: this call is the one to run it. Otherwise another one with the same key was first. */
export interface Begun {
  id: string;
  begun: boolean;
}

/**
 * Saves the execution before it runs. The unique key decides between concurrent calls, across all processes. Throws
 * IDEMPOTENCY_KEY_REUSED if the key belongs to a different call.
 */
export async function beginExecution(deps: ActionsDeps, em: EntityManager, intent: Intent): Promise<Begun> {
  const { workspaceId, idempotencyKey: key, requestHash } = intent;
  const id = deps.newId();
  if (await insert(deps, em, { ...intent, id })) return { id, begun: true };
  await freeOldKey(deps, em, intent);
  const first = await findRepeated(deps, em, { workspaceId, key, requestHash });
  // The key is free by now, because it expired, or because the execution was not run.
  return first === undefined ? beginExecution(deps, em, intent) : { id: first, begun: false };
}

export interface Repeated {
  workspaceId: string;
  key: string | undefined;
  requestHash: string;
}

/** The execution that the key belongs to, if any. Throws IDEMPOTENCY_KEY_REUSED if it belongs to a different call. */
export async function findRepeated(
  { clock }: Pick<ActionsDeps, 'clock'>,
  em: EntityManager,
  { workspaceId, key, requestHash }: Repeated,
): Promise<string | undefined> {
  if (key === undefined) return undefined;
  const first = await db(em)
    .selectFrom('action_executions')
    .select(['id', 'request_hash'])
    .where('workspace_id', '=', workspaceId)
    .where('idempotency_key', '=', key)
    .where('started_at', '>', new Date(clock.now().getTime() - KEPT_MS))
    .executeTakeFirst();
  if (first && first.request_hash !== requestHash) throw new AppError('IDEMPOTENCY_KEY_REUSED');
  return first?.id;
}

async function insert(
  { clock, logArguments }: ActionsDeps,
  em: EntityManager,
  intent: Intent & { id: string },
): Promise<boolean> {
  const { workspaceId, id, connectionId, appSlug, actionSlug } = intent;
  const begun = await db(em)
    .insertInto('action_executions')
    .values({
      workspace_id: workspaceId,
      id,
      connection_id: connectionId,
      app_slug: appSlug,
      action_slug: actionSlug,
      actor: jsonValue(intent.actor),
      status: 'running',
      idempotency_key: intent.idempotencyKey ?? null,
      request_hash: intent.requestHash,
      arguments: logArguments && intent.arguments ? JSON.stringify(intent.arguments) : null,
      started_at: clock.now(),
      deadline_at: intent.deadlineAt,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'idempotency_key']).where('idempotency_key', 'is not', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return begun !== undefined;
}

async function freeOldKey(
  { clock }: ActionsDeps,
  em: EntityManager,
  { workspaceId, idempotencyKey }: Intent,
): Promise<void> {
  await db(em)
    .updateTable('action_executions')
    .set({ idempotency_key: null, result: null })
    .where('workspace_id', '=', workspaceId)
    .where('idempotency_key', '=', idempotencyKey ?? null)
    .where('started_at', '<=', new Date(clock.now().getTime() - KEPT_MS))
    .execute();
}
