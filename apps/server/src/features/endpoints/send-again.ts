import { LockMode } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../workspaces/access.ts';
import { Endpoint } from './endpoint.entity.ts';
import type { EndpointsDeps } from './endpoints.deps.ts';
import { DELIVERIES_TOPIC, insertDeliveries, type Pair, planDeliveries, WANTS } from './plan-deliveries.ts';

export const deliveryKey = inputObject({ id: idSchema });
export const eventKey = inputObject({ id: idSchema });
export const recoverInput = inputObject({ endpointId: idSchema, since: z.iso.datetime() });
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

/** How many events one transaction of a recovery looks at: meanwhile the endpoint is locked. */
const RECOVERED_AT_ONCE = 5_000;
/** Before every event. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * The next events, and of each whether an endpoint wants it, has not been given it, and is not about to be given it. By
 * `is not distinct from`, which no index serves: else the planner, who does not know yet how much has just been planned,
 * may go through all that the endpoint was ever sent for each event.
 */
const NEXT_EVENTS = `
with e as materialized (
  select workspace_id, id, app_slug, trigger_slug from events
   where workspace_id = $1 and id > $4 and received_at >= $3 and verdict = 'accepted'
   order by id limit ${RECOVERED_AT_ONCE}
)
select e.workspace_id as "workspaceId", e.id as "eventId", p.id as "endpointId",
       (${WANTS}) and not exists (select 1 from deliveries d
                                   where d.workspace_id = e.workspace_id and d.event_id = e.id
                                     and d.endpoint_id is not distinct from p.id
                                     and d.status in ('delivered', 'waiting')) as "isMissed"
  from e join endpoints p on p.workspace_id = $1 and p.id = $2
 order by e.id`;

interface Candidate extends Pair {
  isMissed: boolean;
}

/**
 * Delivers to one endpoint everything since a time that it has missed, whyever and however much: in transactions of a few
 * thousand events, so that what is planned stays planned where a later one fails. Run twice, the second finds nothing.
 * Throws ENDPOINT_UNKNOWN and ENDPOINT_OFF.
 */
export async function recoverEndpoint(
  deps: EndpointsDeps,
  access: Access,
  input: z.infer<typeof recoverInput>,
): Planned {
  let deliveries = 0;
  for (let after: string | undefined = FIRST_ID; after;) {
    const { planned, last } = await recoverSome(deps, access, { ...input, after });
    deliveries += planned;
    after = last;
  }
  return { deliveries };
}

/** Of the events that follow one. Answers how many were planned and the last that was looked at; no last at the end. */
async function recoverSome(
  deps: EndpointsDeps,
  { em, workspaceId }: Access,
  { endpointId, since, after }: z.infer<typeof recoverInput> & { after: string },
): Promise<{ planned: number; last: string | undefined }> {
  const { looked, planned } = await em.fork().transactional(async (tx) => {
    const key = { workspaceId, id: endpointId };
    // Locked, so that two people who recover at once do not both find the same events missing.
    const endpoint = await tx.findOne(Endpoint, key, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!endpoint) throw new AppError('ENDPOINT_UNKNOWN');
    if (endpoint.status === 'off') throw new AppError('ENDPOINT_OFF');
    const events = await executeSql<Candidate>(tx, NEXT_EVENTS, [workspaceId, endpointId, since, after]);
    const missed = events.filter(({ isMissed }) => isMissed);
    return {
      looked: events,
      planned: await insertDeliveries({ tx, newId: deps.newId, now: deps.clock.now() }, missed),
    };
  });
  deps.changes.poke(DELIVERIES_TOPIC);
  return { planned, last: looked.length < RECOVERED_AT_ONCE ? undefined : looked.at(-1)?.eventId };
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
