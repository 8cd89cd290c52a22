import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { idSchema } from '../../../platform/ids.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Access } from '../../access/index.ts';
import { Endpoint } from '../endpoint.entity.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';
import { DELIVERIES_TOPIC, insertDeliveries, planDeliveries } from '../delivery/plan-deliveries.ts';

export const deliveryKey = inputObject({ id: idSchema });
export const eventKey = inputObject({ id: idSchema });
/** How many deliveries were planned. */
export const plannedOutput = z.object({ deliveries: z.int() });

type Planned = Promise<z.infer<typeof plannedOutput>>;

/** Sends a delivery that is over once more, with the whole schedule before it. Throws DELIVERY_UNKNOWN. */
export async function redeliver(
  deps: EndpointsDeps,
  { em, workspaceId }: Access,
  { id }: z.infer<typeof deliveryKey>,
): Planned {
  const rows = await db(em)
    .updateTable('deliveries as d')
    .from('endpoints as p')
    .set({ status: 'waiting', attempt: 0, due_at: deps.clock.now(), finished_at: null })
    .where('d.workspace_id', '=', workspaceId)
    .where('d.id', '=', id)
    .where('d.status', '<>', 'waiting')
    .whereRef('p.workspace_id', '=', 'd.workspace_id')
    .whereRef('p.id', '=', 'd.endpoint_id')
    .where('p.status', '=', 'on')
    .returning('d.id')
    .execute();
  if (rows.length === 0) throw new AppError('DELIVERY_UNKNOWN');
  deps.changes.notify(DELIVERIES_TOPIC);
  return { deliveries: rows.length };
}

/** Delivers an event to every endpoint that wants it now, also one that had no trigger subscription. Throws EVENT_UNKNOWN. */
export async function replayEvent(
  deps: EndpointsDeps,
  { em, workspaceId }: Access,
  { id }: z.infer<typeof eventKey>,
): Planned {
  const deliveries = await em.fork().transactional(async (tx) => {
    const events = db(tx).updateTable('events').where('workspace_id', '=', workspaceId).where('id', '=', id);
    const found = await events.set({ verdict: 'accepted' }).returning('id').executeTakeFirst();
    if (!found) throw new AppError('EVENT_UNKNOWN');
    return planDeliveries({ tx, newId: deps.newId, now: deps.clock.now() }, [{ workspaceId, id }]);
  });
  deps.changes.notify(DELIVERIES_TOPIC);
  return { deliveries };
}

/** Sends a message that is only a test, by the way that events go. Throws ENDPOINT_UNKNOWN and ENDPOINT_OFF. */
export async function testEndpoint(deps: EndpointsDeps, { em, workspaceId }: Access, { id }: { id: string }): Planned {
  const endpoint = await em.findOne(Endpoint, { workspaceId, id });
  if (!endpoint) throw new AppError('ENDPOINT_UNKNOWN');
  if (endpoint.status === 'off') throw new AppError('ENDPOINT_OFF');
  const { newId, clock, changes } = deps;
  const test = { workspaceId, endpointId: id, eventId: null };
  const deliveries = await insertDeliveries({ tx: em, newId, now: clock.now() }, [test]);
  changes.notify(DELIVERIES_TOPIC);
  return { deliveries };
}
