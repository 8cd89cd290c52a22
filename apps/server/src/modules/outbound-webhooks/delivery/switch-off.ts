import type { EntityManager } from '@mikro-orm/postgresql';
import { db } from '../../../platform/orm/tables.ts';
import { type Actor, SYSTEM } from '../../access/index.ts';
import { announceOff } from './announce-off.ts';
import type { Endpoint, OffReason } from '../endpoint.entity.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';

/** Cancels its pending deliveries too: they can be recovered once the endpoint is back. */
export async function switchOff(
  { clock, log, outgoingEvents }: Pick<EndpointsDeps, 'clock' | 'log' | 'outgoingEvents'>,
  tx: EntityManager,
  { endpoint, reason, actor = SYSTEM }: { endpoint: Endpoint; reason: OffReason; actor?: Actor },
): Promise<void> {
  const now = clock.now();
  Object.assign(endpoint, { status: 'off', offReason: reason, updatedAt: now });
  // Before the events, which must not be planned for this endpoint.
  await tx.flush();
  await cancelPendingDeliveries(tx, endpoint, now);
  await announceOff({ outgoingEvents }, tx, [{ endpoint, reason, actor }]);
  log.warn({ endpointId: endpoint.id, workspaceId: endpoint.workspaceId, reason }, 'endpoints: switched off');
}

/**
 * The caller holds the endpoint's lock, so that only one transaction at a time locks its deliveries. Ends their
 * leases, so that no process records the result of a request in flight.
 */
export async function cancelPendingDeliveries(
  tx: EntityManager,
  { workspaceId, id }: Pick<Endpoint, 'workspaceId' | 'id'>,
  now: Date,
): Promise<void> {
  await db(tx)
    .updateTable('deliveries')
    .set({ status: 'dead', finished_at: now, lease_id: null, leased_until: null })
    .where('workspace_id', '=', workspaceId)
    .where('endpoint_id', '=', id)
    .where('status', '=', 'waiting')
    .execute();
}
