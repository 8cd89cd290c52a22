import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { idSchema } from '../../../platform/ids.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Access } from '../../access/index.ts';
import { Endpoint } from '../endpoint.entity.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';
import { DELIVERIES_TOPIC, insertDeliveries } from '../delivery/plan-deliveries.ts';

export const deliveryKey = inputObject({ id: idSchema });
/** The number of deliveries that were planned. */
export const plannedOutput = z.object({ deliveries: z.int() }).meta({ id: 'PlannedDeliveries' });

type Planned = Promise<z.infer<typeof plannedOutput>>;

/** Sends a finished delivery again, with a fresh retry schedule. Throws DELIVERY_UNKNOWN. */
export async function redeliver(
  deps: EndpointsDeps,
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
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

/** Sends a test event through the normal delivery path. Throws ENDPOINT_UNKNOWN and ENDPOINT_OFF. */
export async function testEndpoint(
  deps: EndpointsDeps,
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { id }: { id: string },
): Planned {
  const endpoint = await em.findOne(Endpoint, { workspaceId, id });
  if (!endpoint) throw new AppError('ENDPOINT_UNKNOWN');
  if (endpoint.status === 'off') throw new AppError('ENDPOINT_OFF');
  const { newId, clock, changes } = deps;
  const test = { workspaceId, endpointId: id, eventId: null };
  const deliveries = await insertDeliveries({ tx: em, newId, now: clock.now() }, [test]);
  changes.notify(DELIVERIES_TOPIC);
  return { deliveries };
}
