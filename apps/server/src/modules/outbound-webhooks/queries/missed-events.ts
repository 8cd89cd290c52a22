import type { EntityManager } from '@mikro-orm/postgresql';
import { db } from '../../../platform/orm/tables.ts';
import { matchesSubscription } from '../delivery/plan-deliveries.ts';

/** Events checked per call: the endpoint is locked and the caller waits meanwhile. */
export const RECOVERED_AT_ONCE = 5_000;

/**
 * The next events, each with whether the endpoint subscribes to it and has no delivery of it yet. Uses `is not
 * distinct from`, which cannot use an index: otherwise the planner, which does not know how many deliveries were just
 * planned, may scan all deliveries of the endpoint for each event. The limit counts every event, subscribed or not:
 * skipping events would be unbounded otherwise.
 */
export const missedEvents = (
  tx: EntityManager,
  { workspaceId, owner = workspaceId, endpointId, since, after }: Missed,
) =>
  db(tx)
    .with(
      (cte) => cte('e').materialized(),
      (q) =>
        q
          .selectFrom('events')
          .select(['workspace_id', 'id', 'type', 'app_slug', 'trigger_slug'])
          .select((eb) => eb('received_at', '>=', new Date(since)).and('verdict', '=', 'accepted').as('counts'))
          .where('workspace_id', '=', workspaceId)
          .where('id', '>', after)
          .orderBy('id')
          .limit(RECOVERED_AT_ONCE),
    )
    .selectFrom('e')
    .innerJoin('endpoints as p', (join) => join.on('p.workspace_id', '=', owner).on('p.id', '=', endpointId))
    .select([
      'p.workspace_id as workspaceId',
      'e.workspace_id as eventWorkspaceId',
      'e.id as eventId',
      'p.id as endpointId',
    ])
    .select((eb) => {
      const matches = matchesSubscription(
        { types: eb.ref('p.types'), apps: eb.ref('p.apps'), triggers: eb.ref('p.triggers') },
        { type: eb.ref('e.type'), app: eb.ref('e.app_slug'), trigger: eb.ref('e.trigger_slug') },
      );
      const known = eb
        .selectFrom('deliveries as d')
        .select('d.id')
        .where('d.workspace_id', '=', owner)
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
  /** Of the events. */
  workspaceId: string;
  /** Of the endpoint, where it is not the same. */
  owner?: string;
  endpointId: string;
  since: string;
  after: string;
}
