import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { idSchema } from '../../../platform/ids.ts';
import { firstIdOf } from '../../../platform/orm/partition-names.ts';
import { cursorOf, encodeCursor } from '../../../platform/paging.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import type { Access } from '../../access/index.ts';
import { Endpoint } from '../endpoint.entity.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';
import { DELIVERIES_TOPIC, insertDeliveries } from '../delivery/plan-deliveries.ts';
import { missedEvents, RECOVERED_AT_ONCE } from '../queries/missed-events.ts';

export const recoverInput = inputObject({
  endpointId: idSchema,
  since: z.iso.datetime(),
  /** The `nextCursor` of the previous call, to continue. */
  cursor: cursorOf(z.object({ id: idSchema })).optional(),
});

export const recoverOutput = z
  .object({
    /** Deliveries planned by this call. */
    deliveries: z.int(),
    /** Where the next call continues; null when all events were checked. */
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'RecoveredDeliveries' });

/** Ids older than `since` by more than this are not checked: an id is created just after its event is received. */
const ID_MARGIN_MS = 24 * 60 * 60 * 1000;

/**
 * Plans deliveries of all events that one endpoint has missed since a time, for any reason. Each call checks the next
 * few thousand events in one transaction and returns where to continue. Idempotent: events that were planned already
 * are skipped. `eventsOf`: the workspace of the events, for an endpoint of the installation. Throws ENDPOINT_UNKNOWN and ENDPOINT_OFF.
 */
export async function recoverEndpoint(
  deps: EndpointsDeps,
  { em, workspaceId, eventsOf = workspaceId }: Pick<Access, 'em' | 'workspaceId'> & { eventsOf?: string },
  { endpointId, since, cursor }: z.infer<typeof recoverInput>,
): Promise<z.infer<typeof recoverOutput>> {
  const after = cursor?.id ?? firstIdOf(Math.max(0, Date.parse(since) - ID_MARGIN_MS));
  const { events, deliveries } = await em.fork().transactional(async (tx) => {
    await lockEndpoint(tx, { workspaceId, id: endpointId });
    const found = await missedEvents(tx, { workspaceId: eventsOf, owner: workspaceId, endpointId, since, after });
    const missed = found.filter(({ isMissed }) => isMissed);
    const planned = await insertDeliveries({ tx, newId: deps.newId, now: deps.clock.now() }, missed);
    return { events: found, deliveries: planned };
  });
  deps.changes.notify(DELIVERIES_TOPIC);
  const last = events.length < RECOVERED_AT_ONCE ? undefined : events.at(-1);
  return { deliveries, nextCursor: last ? encodeCursor({ id: last.eventId }) : null };
}

/** Prevents two concurrent recoveries from planning the same events. */
async function lockEndpoint(tx: EntityManager, key: { workspaceId: string; id: string }): Promise<void> {
  const endpoint = await tx.findOne(Endpoint, key, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!endpoint) throw new AppError('ENDPOINT_UNKNOWN');
  if (endpoint.status === 'off') throw new AppError('ENDPOINT_OFF');
}
