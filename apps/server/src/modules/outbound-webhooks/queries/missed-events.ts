import type { EntityManager } from '@mikro-orm/postgresql';
import { db } from '../../../platform/orm/tables.ts';
import { matchesSubscription } from '../delivery/plan-deliveries.ts';

/** How many events one call looks at: meanwhile the endpoint is locked, and the caller waits. */
export const RECOVERED_AT_ONCE = 5_000;

/**
 * The next events, and of each whether an endpoint wants it, has not been given it, and is not about to be given it. By
 * `is not distinct from`, which no index serves: else the planner, who does not know yet how much has just been planned,
 * may go through all that the endpoint was ever sent for each event. The limit counts every event, wanted or not: what is
 * skipped would otherwise be read without bound.
 */
export const missedEvents = (tx: EntityManager, { workspaceId, endpointId, since, after }: Missed) =>
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
