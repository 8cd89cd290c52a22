import type { EntityManager } from '@mikro-orm/postgresql';
import type { OutgoingEventType } from '@patchbay/contracts';
import { type Expression, sql } from 'kysely';
import type { NewId } from '../../../platform/ids.ts';
import { type ParameterOf, prepare } from '../../../platform/orm/prepare.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import { OF_INSTALLATION } from '../installation-owner.ts';
import { rowsOf } from '../../../platform/orm/rows-of.ts';

/** Notified when a delivery may be due. */
export const DELIVERIES_TOPIC = 'deliveries';

/**
 * Whether endpoint `p` subscribes to event `e`. The filters by app and trigger let events pass that have none: they
 * choose among the apps and triggers of a workspace, and say nothing of its endpoints.
 */
export const matchesSubscription = (p: SubscriptionColumns, e: EventColumns) => sql<boolean>`
  case when ${p.types} is null then ${e.type} = 'trigger.message' else ${p.types} ? ${e.type} end
   and (jsonb_array_length(${p.apps}) = 0 or ${e.app} is null or ${p.apps} ? ${e.app})
   and (jsonb_array_length(${p.triggers}) = 0 or ${e.trigger} is null or ${p.triggers} ? ${e.trigger})`;

interface SubscriptionColumns {
  types: Expression<OutgoingEventType[] | null>;
  apps: Expression<string[]>;
  triggers: Expression<string[]>;
}

interface EventColumns {
  type: Expression<OutgoingEventType>;
  app: Expression<string | null>;
  trigger: Expression<string | null>;
}

/** Plans the deliveries of these events, in the transaction of `tx`. Returns how many. */
export async function planDeliveries(
  { tx, newId, now }: { tx: EntityManager; newId: NewId; now: Date },
  events: { workspaceId: string; id: string }[],
): Promise<number> {
  if (events.length === 0) return 0;
  const wanted = { workspaceIds: events.map(({ workspaceId }) => workspaceId), ids: events.map(({ id }) => id) };
  const { rows: pairs } = await db(tx).executeQuery(SUBSCRIBED(wanted));
  return insertDeliveries({ tx, newId, now }, pairs);
}

/** The endpoints of each event. Prepared because most changes and every routed batch run it. */
const SUBSCRIBED = prepare((value: ParameterOf<{ workspaceIds: string[]; ids: string[] }>) => {
  const wanted = rowsOf('wanted', {
    workspace_id: { type: 'text', values: value('workspaceIds') },
    id: { type: 'uuid', values: value('ids') },
  });
  return (
    statements
      .selectFrom(wanted)
      .innerJoin('events as e', (join) =>
        join
          .onRef('e.workspace_id', '=', 'wanted.workspace_id')
          .onRef('e.id', '=', 'wanted.id')
          .on('e.verdict', '=', 'accepted'),
      )
      .innerJoin('endpoints as p', (join) =>
        join
          .on((eb) => eb('p.workspace_id', 'in', [eb.ref('e.workspace_id'), eb.val(OF_INSTALLATION)]))
          .on('p.status', '=', 'on')
          .on((eb) =>
            matchesSubscription(
              { types: eb.ref('p.types'), apps: eb.ref('p.apps'), triggers: eb.ref('p.triggers') },
              { type: eb.ref('e.type'), app: eb.ref('e.app_slug'), trigger: eb.ref('e.trigger_slug') },
            ),
          ),
      )
      // The endpoints of an archived workspace are off; those of the installation are not its own.
      .leftJoin('organization as o', (join) =>
        join.onRef('o.id', '=', 'e.workspace_id').on('p.workspace_id', '=', OF_INSTALLATION),
      )
      .where('o.archivedAt', 'is', null)
      .select(['p.workspace_id as workspaceId', 'e.id as eventId', 'p.id as endpointId'])
      .select('e.workspace_id as eventWorkspaceId')
      .orderBy('e.id')
  );
});

interface PlannedDelivery {
  /** The endpoint's. */
  workspaceId: string;
  endpointId: string;
  eventId: string | null;
  eventWorkspaceId?: string;
}

/** In the order of `pairs`. Ids are generated here, because only the newest PostgreSQL can generate UUID version 7. */
export async function insertDeliveries(
  { tx, newId, now }: { tx: EntityManager; newId: NewId; now: Date },
  pairs: PlannedDelivery[],
): Promise<number> {
  if (pairs.length === 0) return 0;
  const rows = rowsOf('d', {
    workspace_id: { type: 'text', values: pairs.map(({ workspaceId }) => workspaceId) },
    id: { type: 'uuid', values: pairs.map(() => newId()) },
    endpoint_id: { type: 'uuid', values: pairs.map(({ endpointId }) => endpointId) },
    event_id: { type: 'uuid', values: pairs.map(({ eventId }) => eventId) },
    event_workspace_id: { type: 'text', values: pairs.map(otherWorkspace) },
  });
  await db(tx)
    .insertInto('deliveries')
    .columns(['workspace_id', 'id', 'endpoint_id', 'event_id', 'event_workspace_id', 'status', 'due_at', 'created_at'])
    .expression((eb) => {
      const at = eb.cast<Date>(eb.val(now), 'timestamptz');
      return eb
        .selectFrom(rows)
        .select(['d.workspace_id', 'd.id', 'd.endpoint_id', 'd.event_id', 'd.event_workspace_id'])
        .select(sql<'waiting'>`'waiting'`.as('status'))
        .select([at.as('due_at'), at.as('created_at')]);
    })
    .execute();
  return pairs.length;
}

function otherWorkspace({ workspaceId, eventWorkspaceId }: PlannedDelivery): string | null {
  return eventWorkspaceId === undefined || eventWorkspaceId === workspaceId ? null : eventWorkspaceId;
}
