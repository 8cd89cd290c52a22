import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import { SWITCH_OFF_AFTER_MS } from './delivery-schedule.ts';
import { Endpoint } from '../endpoint.entity.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import { type ParameterOf, prepare } from '../../../platform/orm/prepare.ts';
import { type Follows, type Outcome, type Result, resultOf } from './try-result.ts';
import { switchOff } from './switch-off.ts';

/**
 * Records the result of a try, and its consequences for the delivery and the endpoint. A process that was paused for
 * longer than its lease writes nothing: another process has sent the delivery since and recorded a later result.
 */
export async function recordTry(
  deps: EndpointsDeps,
  { delivery, leaseId }: { delivery: ClaimedDelivery; leaseId: string },
  outcome: Outcome,
): Promise<void> {
  const result = resultOf(delivery, outcome, deps.clock.now());
  const { workspaceId, endpointId } = delivery;
  await deps.orm.em.fork().transactional(async (tx) => {
    // Locked before the delivery, as everywhere: a transaction that switches the endpoint off holds it and waits for
    // its deliveries.
    const endpoint = await lockWhatFollows(tx, { workspaceId, id: endpointId }, result.follows);
    const isOurs = await saveResult(tx, { delivery, leaseId }, result);
    if (isOurs && endpoint) await follow(deps, tx, { endpoint, follows: result.follows });
  });
}

type EndpointKey = Pick<Endpoint, 'workspaceId' | 'id'>;

/** The locked endpoint if the try may change it: the usual success of a healthy endpoint waits for no lock. */
async function lockWhatFollows(tx: EntityManager, key: EndpointKey, follows: Follows): Promise<Endpoint | null> {
  if (follows === 'nothing') return null;
  const which = follows === 'success' ? { ...key, failingSince: { $ne: null } } : key;
  return tx.findOne(Endpoint, which, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** Returns whether the lease was still ours. */
async function saveResult(
  tx: EntityManager,
  { delivery, leaseId }: { delivery: ClaimedDelivery; leaseId: string },
  { status, entries, next, now }: Result,
): Promise<boolean> {
  const { workspaceId, id } = delivery;
  const saved = { status, entries: JSON.stringify(entries), next, finishedAt: next ? null : now };
  const { rows } = await db(tx).executeQuery(SAVE({ workspaceId, id, leaseId, ...saved }));
  return rows.length > 0;
}

/** Prepared because it runs for each delivery. */
const SAVE = prepare((value: ParameterOf<Saved>) =>
  statements
    .updateTable('deliveries')
    .set((eb) => ({
      status: value('status'),
      attempt: eb('attempt', '+', 1),
      attempts: sql`${eb.ref('attempts')} || ${value('entries')}::jsonb`,
      due_at: eb.fn.coalesce(eb.val(value('next')), eb.ref('due_at')),
      finished_at: value('finishedAt'),
      lease_id: null,
      leased_until: null,
    }))
    .where('workspace_id', '=', value('workspaceId'))
    .where('id', '=', value('id'))
    .where('lease_id', '=', value('leaseId'))
    .where('status', '=', 'waiting')
    .returning('id'),
);

interface Saved {
  workspaceId: string;
  id: string;
  leaseId: string;
  status: Result['status'];
  /** JSON. */
  entries: string;
  next: Date | null;
  finishedAt: Date | null;
}

async function follow(
  deps: EndpointsDeps,
  tx: EntityManager,
  { endpoint, follows }: { endpoint: Endpoint; follows: Follows },
): Promise<void> {
  const { workspaceId, id } = endpoint;
  // Not through the entity: a success must not increment the version that a person who edits the endpoint sees.
  if (follows === 'success') await tx.nativeUpdate(Endpoint, { workspaceId, id }, { failingSince: null });
  else await noteFailure(deps, tx, { endpoint, isGone: follows === 'gone' });
}

async function noteFailure(
  deps: EndpointsDeps,
  tx: EntityManager,
  { endpoint, isGone }: { endpoint: Endpoint; isGone: boolean },
): Promise<void> {
  if (endpoint.status === 'off') return;
  const now = deps.clock.now();
  endpoint.failingSince ??= now;
  const hasFailedTooLong = now.getTime() - endpoint.failingSince.getTime() >= SWITCH_OFF_AFTER_MS;
  if (isGone || hasFailedTooLong) await switchOff(deps, tx, { endpoint, reason: isGone ? 'gone' : 'failing' });
}
