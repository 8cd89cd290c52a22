import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { db } from '../../platform/orm/tables.ts';
import { type Actor, PROVIDER } from '../access/index.ts';
import { changeHealth, type Connection, connectionInEvent, lockConnection } from '../connections/index.ts';
import { TriggerSubscription } from './trigger-subscription.entity.ts';
import type { TriggersDeps } from './triggers.deps.ts';

interface Key {
  workspaceId: string;
  id: string;
  connectionId: string;
}

type Change = Partial<TriggerSubscription>;

/**
 * Changes a subscription, and tells when it stops or works again, each once, with the health of its connection. The
 * connection is locked first, as by everything that changes both. Returns false when the subscription is gone.
 */
export async function changeSubscription(
  deps: TriggersDeps,
  { workspaceId, id, connectionId }: Key,
  { change, actor = PROVIDER }: { change: Change; actor?: Actor },
): Promise<boolean> {
  return deps.orm.em.fork().transactional(async (tx) => {
    const connection = await lockConnection(tx, { workspaceId, id: connectionId });
    const row = await tx.findOne(TriggerSubscription, { workspaceId, id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!row) return false;
    const now = deps.clock.now();
    const turn = turnOf(row, change);
    Object.assign(row, change, { updatedAt: now }, turn && { failedAt: turn === 'failed' ? now : null });
    await tx.flush();
    if (turn && connection) await tell({ ...deps, tx }, { connection, row, turn, actor });
    return true;
  });
}

type Turn = 'failed' | 'recovered';

/** A trigger that is tried again has recovered only when it works. */
function turnOf({ failedAt }: TriggerSubscription, { problem, state }: Change): Turn | null {
  if (problem) return failedAt ? null : 'failed';
  return state === 'on' && failedAt ? 'recovered' : null;
}

type Scope = TriggersDeps & { tx: EntityManager };

interface Turned {
  connection: Connection;
  row: TriggerSubscription;
  turn: Turn;
  actor: Actor;
}

async function tell(scope: Scope, { connection, row, turn, actor }: Turned): Promise<void> {
  const { workspaceId } = connection;
  const of = { trigger: row.triggerSlug, subscriptionId: row.id };
  const data = { connection: connectionInEvent(connection), actor, ...of };
  const failure = { problem: row.problem ?? 'refused', detail: row.problemDetail ?? null };
  await scope.outgoingEvents.plan(scope.tx, [
    turn === 'failed'
      ? { type: 'trigger.failed', workspaceId, data: { ...data, ...failure } }
      : { type: 'trigger.recovered', workspaceId, data },
  ]);
  await recountStopped(scope, connection, actor);
}

/** Must be called when a subscription of the locked connection has stopped, works again, or is to be deleted. */
export async function recountStopped(scope: Scope, connection: Connection, actor: Actor): Promise<void> {
  const stoppedTriggers = await stoppedTriggersOf(scope.tx, connection);
  await changeHealth(scope, connection, { parts: { stoppedTriggers }, actor });
}

async function stoppedTriggersOf(tx: EntityManager, { workspaceId, id }: Connection): Promise<string[]> {
  const rows = await db(tx)
    .selectFrom('trigger_subscriptions')
    .select('trigger_slug as slug')
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', id)
    .where('failed_at', 'is not', null)
    .where('desired_state', '<>', 'deleted')
    .orderBy('trigger_slug')
    .execute();
  return rows.map(({ slug }) => slug);
}
