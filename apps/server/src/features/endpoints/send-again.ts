import { LockMode } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { Access } from '../workspaces/access.ts';
import { Endpoint } from './endpoint.entity.ts';
import type { EndpointsDeps } from './endpoints.deps.ts';
import { DELIVERIES_TOPIC, insertDeliveries, type Pair, planDeliveries, WANTS } from './plan-deliveries.ts';

export const deliveryKey = z.object({ id: idSchema });
export const eventKey = z.object({ id: idSchema });
export const recoverInput = z.object({ endpointId: idSchema, since: z.iso.datetime() });
/** How many deliveries were planned. */
export const plannedOutput = z.object({ deliveries: z.int() });

type Planned = Promise<z.infer<typeof plannedOutput>>;

/** Sends a delivery that is over once more, with the whole schedule before it. Throws DELIVERY_UNKNOWN. */
export async function redeliver(
  deps: EndpointsDeps,
  { em, workspaceId }: Access,
  { id }: z.infer<typeof deliveryKey>,
): Planned {
  const rows = await executeSql(
    em,
    `update deliveries d set status = 'waiting', attempt = 0, due_at = $3, finished_at = null
       from endpoints p
      where d.workspace_id = $1 and d.id = $2 and d.status <> 'waiting'
        and p.workspace_id = d.workspace_id and p.id = d.endpoint_id and p.status = 'on'
      returning d.id`,
    [workspaceId, id, deps.clock.now()],
  );
  if (rows.length === 0) throw new AppError('DELIVERY_UNKNOWN');
  deps.changes.poke(DELIVERIES_TOPIC);
  return { deliveries: rows.length };
}

/** Delivers an event to every endpoint that wants it now, also one that nobody explained before. Throws EVENT_UNKNOWN. */
export async function replayEvent(
  deps: EndpointsDeps,
  { em, workspaceId }: Access,
  { id }: z.infer<typeof eventKey>,
): Planned {
  const deliveries = await em.fork().transactional(async (tx) => {
    const accept = `update events set verdict = 'accepted' where workspace_id = $1 and id = $2 returning id`;
    const found = await executeSql(tx, accept, [workspaceId, id]);
    if (found.length === 0) throw new AppError('EVENT_UNKNOWN');
    return planDeliveries({ tx, newId: deps.newId, now: deps.clock.now() }, [{ workspaceId, id }]);
  });
  deps.changes.poke(DELIVERIES_TOPIC);
  return { deliveries };
}

/** Events that an endpoint wants, has not been given, and is not about to be given. */
const MISSED = `
select e.workspace_id as "workspaceId", e.id as "eventId", p.id as "endpointId"
  from endpoints p join events e on ${WANTS}
 where p.workspace_id = $1 and p.id = $2 and e.received_at >= $3 and e.verdict = 'accepted'
   and not exists (select 1 from deliveries d
                    where d.workspace_id = e.workspace_id and d.event_id = e.id and d.endpoint_id = p.id
                      and d.status in ('delivered', 'waiting'))
 order by e.id limit 50000`;

/** Delivers to one endpoint everything since a time that it has missed, whyever. Run twice, the second finds nothing. */
export async function recoverEndpoint(
  deps: EndpointsDeps,
  { em, workspaceId }: Access,
  { endpointId, since }: z.infer<typeof recoverInput>,
): Planned {
  const deliveries = await em.fork().transactional(async (tx) => {
    const key = { workspaceId, id: endpointId };
    // Locked, so that two people who recover at once do not both find the same events missing.
    const endpoint = await tx.findOne(Endpoint, key, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!endpoint) throw new AppError('ENDPOINT_UNKNOWN');
    if (endpoint.status === 'off') throw new AppError('ENDPOINT_OFF');
    const missed = await executeSql<Pair>(tx, MISSED, [workspaceId, endpointId, since]);
    return insertDeliveries({ tx, newId: deps.newId, now: deps.clock.now() }, missed);
  });
  deps.changes.poke(DELIVERIES_TOPIC);
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
  changes.poke(DELIVERIES_TOPIC);
  return { deliveries };
}
