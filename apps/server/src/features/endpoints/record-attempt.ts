import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { Answer } from '../../platform/http/outgoing/post.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import { nextAttempt, PATIENCE_MS } from './delivery-schedule.ts';
import { Endpoint, type OffReason } from './endpoint.entity.ts';
import type { EndpointsDeps } from './endpoints.deps.ts';
import { deliveriesTopic } from './list-deliveries.ts';

/** HTTP 410: the receiver wants no more (Standard Webhooks, "Delivery"). */
const GONE = 410;

interface Outcome {
  answer: Answer | undefined;
  /** How long it took, milliseconds. */
  ms: number;
}

/**
 * Writes down what became of an attempt, and what follows from it for the delivery and its endpoint. A process that was
 * paused for longer than its lease writes nothing: somebody else has sent it meanwhile, and knows better.
 */
export async function recordAttempt(
  deps: EndpointsDeps,
  { delivery, leaseId }: { delivery: ClaimedDelivery; leaseId: string },
  { answer, ms }: Outcome,
): Promise<void> {
  const { workspaceId, id, endpointId, attempt } = delivery;
  const now = deps.clock.now();
  const status = answer && 'status' in answer ? answer.status : null;
  const delivered = status !== null && status >= 200 && status < 300;
  const next = delivered || !answer || status === GONE ? null : nextAttempt(attempt + 1, now, Math.random());
  const entry = answer && { at: now.toISOString(), status, trouble: 'trouble' in answer ? answer.trouble : null, ms };

  await deps.orm.em.fork().transactional(async (tx) => {
    const rows = await executeSql(
      tx,
      `update deliveries
          set status = $4, attempt = attempt + 1, attempts = attempts || $5::jsonb, due_at = coalesce($6, due_at),
              finished_at = $7, lease_id = null, leased_until = null
        where workspace_id = $1 and id = $2 and lease_id = $3 and status = 'waiting' returning id`,
      [
        workspaceId,
        id,
        leaseId,
        delivered ? 'delivered' : next ? 'waiting' : 'dead',
        JSON.stringify(entry ? [entry] : []),
        next,
        next ? null : now,
      ],
    );
    if (rows.length === 0 || !answer) return;
    if (delivered) await noteSuccess(tx, { workspaceId, id: endpointId });
    else await noteFailure(deps, tx, { workspaceId, id: endpointId, isGone: status === GONE });
  });
  deps.changes.poke(deliveriesTopic(workspaceId));
}

type EndpointKey = Pick<Endpoint, 'workspaceId' | 'id'>;

async function noteSuccess(tx: EntityManager, key: EndpointKey): Promise<void> {
  await tx.nativeUpdate(Endpoint, { ...key, failingSince: { $ne: null } }, { failingSince: null });
}

async function noteFailure(
  deps: EndpointsDeps,
  tx: EntityManager,
  { isGone, ...key }: EndpointKey & { isGone: boolean },
): Promise<void> {
  const endpoint = await tx.findOne(Endpoint, key, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!endpoint || endpoint.status === 'off') return;
  const now = deps.clock.now();
  endpoint.failingSince ??= now;
  const isHopeless = now.getTime() - endpoint.failingSince.getTime() >= PATIENCE_MS;
  if (isGone || isHopeless) await switchOff(deps, tx, { endpoint, reason: isGone ? 'gone' : 'failing' });
}

/** What waits for it is given up with it: it can be recovered when the endpoint is back. */
export async function switchOff(
  { clock, log }: Pick<EndpointsDeps, 'clock' | 'log'>,
  tx: EntityManager,
  { endpoint, reason }: { endpoint: Endpoint; reason: OffReason },
): Promise<void> {
  const now = clock.now();
  Object.assign(endpoint, { status: 'off', offReason: reason, updatedAt: now });
  await giveUpOn(tx, endpoint, now);
  log.warn({ endpointId: endpoint.id, workspaceId: endpoint.workspaceId, reason }, 'endpoints: switched off');
}

export async function giveUpOn(tx: EntityManager, { workspaceId, id }: EndpointKey, now: Date): Promise<void> {
  await executeSql(
    tx,
    `update deliveries set status = 'dead', finished_at = $3
      where workspace_id = $1 and endpoint_id = $2 and status = 'waiting'`,
    [workspaceId, id, now],
  );
}
