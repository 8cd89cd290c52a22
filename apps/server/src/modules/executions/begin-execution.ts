import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '../../platform/errors/app-error.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { Actor } from '../access/index.ts';
import type { ActionsDeps } from './executions.deps.ts';
import { KEPT_MS } from './idempotency.ts';

/** What is about to be run. */
export interface Intent {
  workspaceId: string;
  connectionId: string;
  appSlug: string;
  actionSlug: string;
  arguments: Record<string, unknown>;
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
 * Writes the execution down before anybody is asked to run it. The unique key decides between calls that come at once,
 * on whatever process. Throws IDEMPOTENCY_KEY_REUSED when the key stands for something else.
 */
export async function beginExecution(deps: ActionsDeps, em: EntityManager, intent: Intent): Promise<Begun> {
  const { workspaceId, idempotencyKey: key, requestHash } = intent;
  const id = deps.newId();
  if (await insert(deps, em, { ...intent, id })) return { id, begun: true };
  await freeOldKey(deps, em, intent);
  const first = await findRepeated(deps, em, { workspaceId, key, requestHash });
  // Free by now, because its day was over, or because nothing came of it.
  return first === undefined ? beginExecution(deps, em, intent) : { id: first, begun: false };
}

export interface Repeated {
  workspaceId: string;
  key: string | undefined;
  requestHash: string;
}

/** The execution that the key stands for, if it does. Throws IDEMPOTENCY_KEY_REUSED when it stands for something else. */
export async function findRepeated(
  { clock }: Pick<ActionsDeps, 'clock'>,
  em: EntityManager,
  { workspaceId, key, requestHash }: Repeated,
): Promise<string | undefined> {
  if (key === undefined) return undefined;
  const [first] = await executeSql<{ id: string; request_hash: string }>(
    em,
    `select id, request_hash from action_executions
      where workspace_id = $1 and idempotency_key = $2 and started_at > $3`,
    [workspaceId, key, new Date(clock.now().getTime() - KEPT_MS)],
  );
  if (first && first.request_hash !== requestHash) throw new AppError('IDEMPOTENCY_KEY_REUSED');
  return first?.id;
}

async function insert(
  { clock, logArguments }: ActionsDeps,
  em: EntityManager,
  intent: Intent & { id: string },
): Promise<boolean> {
  const rows = await executeSql(
    em,
    `insert into action_executions (workspace_id, id, connection_id, app_slug, action_slug, actor, status, idempotency_key,
            request_hash, arguments, started_at, deadline_at)
     values ($1, $2, $3, $4, $5, $6, 'running', $7, $8, $9, $10, $11)
     on conflict (workspace_id, idempotency_key) where idempotency_key is not null do nothing returning 1 as done`,
    [
      intent.workspaceId,
      intent.id,
      intent.connectionId,
      intent.appSlug,
      intent.actionSlug,
      JSON.stringify(intent.actor),
      intent.idempotencyKey ?? null,
      intent.requestHash,
      logArguments ? JSON.stringify(intent.arguments) : null,
      clock.now(),
      intent.deadlineAt,
    ],
  );
  return rows.length > 0;
}

async function freeOldKey({ clock }: ActionsDeps, em: EntityManager, intent: Intent): Promise<void> {
  await executeSql(
    em,
    `update action_executions set idempotency_key = null, result = null
      where workspace_id = $1 and idempotency_key = $2 and started_at <= $3`,
    [intent.workspaceId, intent.idempotencyKey, new Date(clock.now().getTime() - KEPT_MS)],
  );
}
