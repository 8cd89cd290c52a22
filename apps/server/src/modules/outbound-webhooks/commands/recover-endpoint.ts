import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { idSchema } from '../../../platform/ids.ts';
import { firstIdOf } from '../../../platform/orm/partition-names.ts';
import { cursorOf, encodeCursor } from '../../../platform/paging.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Access } from '../../access/index.ts';
import { Endpoint } from '../endpoint.entity.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';
import { DELIVERIES_TOPIC, insertDeliveries, matchesSubscription } from '../delivery/plan-deliveries.ts';

/** How many events one call looks at: meanwhile the endpoint is locked, and the caller waits. */
export const RECOVERED_AT_ONCE = 5_000;

export const recoverInput = inputObject({
  endpointId: idSchema,
  since: z.iso.datetime(),
  /** Of the call before, to go on where it stopped. */
  cursor: cursorOf(z.object({ id: idSchema })).optional(),
});

export const recoverOutput = z.object({
  /** How many deliveries this call planned. */
  deliveries: z.int(),
  /** Where the next call goes on; null when nothing is left to look at. */
  nextCursor: z.string().nullable(),
});

/** Older ids than `since` by this much are not looked at: an id is made just after the event is received. */
const ID_MARGIN_MS = 24 * 60 * 60 * 1000;

/**
 * The next events, and of each whether an endpoint wants it, has not been given it, and is not about to be given it. By
 * `is not distinct from`, which no index serves: else the planner, who does not know yet how much has just been planned,
 * may go through all that the endpoint was ever sent for each event. The limit counts every event, wanted or not: what is
 * skipped would otherwise be read without bound.
 */
const nextEvents = (tx: EntityManager, { workspaceId, endpointId, since, after }: Missed) =>
  db(tx)
    .with(
      (cte) => cte('e').materialized(),
      (q) =>
        q
          .selectFrom('events')
          .select(['workspace_id', 'id', 'app_slug', 'trigger_slug'])
          .select((eb) => eb('received_at', '>=', new Date(since)).and('verdict', '=', 'accepted').as('counts'))
          .where('workspace_id', '=', workspaceId)
          .where('id', '>', after)
          .orderBy('id')
          .limit(RECOVERED_AT_ONCE),
    )
    .selectFrom('e')
    .innerJoin('endpoints as p', (join) => join.on('p.workspace_id', '=', workspaceId).on('p.id', '=', endpointId))
    .select(['e.workspace_id as workspaceId', 'e.id as eventId', 'p.id as endpointId'])
    .select((eb) => {
      const matches = matchesSubscription(
        { apps: eb.ref('p.apps'), triggers: eb.ref('p.triggers') },
        { app: eb.ref('e.app_slug'), trigger: eb.ref('e.trigger_slug') },
      );
      const known = eb
        .selectFrom('deliveries as d')
        .select('d.id')
        .whereRef('d.workspace_id', '=', 'e.workspace_id')
        .whereRef('d.event_id', '=', 'e.id')
        .whereRef('d.endpoint_id', 'is not distinct from', 'p.id')
        .where('d.status', 'in', ['delivered', 'waiting']);
      return eb
        .and([eb.ref('e.counts'), matches, eb.not(eb.exists(known))])
        .$castTo<boolean>()
        .as('isMissed');
    })
    .orderBy('e.id')
    .execute();

interface Missed {
  workspaceId: string;
  endpointId: string;
  since: string;
  after: string;
}

/**
 * Delivers to one endpoint what it has missed since a time, for whatever reason: of the next few thousand events, in one
 * transaction. The answer says where to go on. Repeated, a call finds nothing that was planned already. Throws
 * ENDPOINT_UNKNOWN and ENDPOINT_OFF.
 */
export async function recoverEndpoint(
  deps: EndpointsDeps,
  { em, workspaceId }: Access,
  { endpointId, since, cursor }: z.infer<typeof recoverInput>,
): Promise<z.infer<typeof recoverOutput>> {
  const after = cursor?.id ?? firstIdOf(Math.max(0, Date.parse(since) - ID_MARGIN_MS));
  const { events, deliveries } = await em.fork().transactional(async (tx) => {
    await lockEndpoint(tx, { workspaceId, id: endpointId });
    const found = await nextEvents(tx, { workspaceId, endpointId, since, after });
    const missed = found.filter(({ isMissed }) => isMissed);
    const planned = await insertDeliveries({ tx, newId: deps.newId, now: deps.clock.now() }, missed);
    return { events: found, deliveries: planned };
  });
  deps.changes.notify(DELIVERIES_TOPIC);
  const last = events.length < RECOVERED_AT_ONCE ? undefined : events.at(-1);
  return { deliveries, nextCursor: last ? encodeCursor({ id: last.eventId }) : null };
}

/** So that two people who recover at once do not both find the same events missing. */
async function lockEndpoint(tx: EntityManager, key: { workspaceId: string; id: string }): Promise<void> {
  const endpoint = await tx.findOne(Endpoint, key, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!endpoint) throw new AppError('ENDPOINT_UNKNOWN');
  if (endpoint.status === 'off') throw new AppError('ENDPOINT_OFF');
}
