import type { EntityManager } from '@mikro-orm/postgresql';
import type { NewId } from '../../../platform/ids.ts';
import { executeSql } from '../../../platform/orm/raw-sql.ts';

/** Notified when a delivery may be due. */
export const DELIVERIES_TOPIC = 'deliveries';

/** One event for one endpoint. */
export interface Pair {
  workspaceId: string;
  eventId: string;
  endpointId: string;
}

/** Whether an endpoint `p` wants an event `e`. */
export const MATCHES_SUBSCRIPTION = `p.workspace_id = e.workspace_id
   and (jsonb_array_length(p.apps) = 0 or p.apps ? e.app_slug)
   and (jsonb_array_length(p.triggers) = 0 or p.triggers ? e.trigger_slug)`;

/** Plans what these events' endpoints are to be sent, in the transaction of `tx`. Answers how many. */
export async function planDeliveries(
  { tx, newId, now }: { tx: EntityManager; newId: NewId; now: Date },
  events: { workspaceId: string; id: string }[],
): Promise<number> {
  if (events.length === 0) return 0;
  const pairs = await executeSql<Pair>(
    tx,
    `select e.workspace_id as "workspaceId", e.id as "eventId", p.id as "endpointId"
       from unnest($1::text[], $2::uuid[]) as wanted (workspace_id, id)
       join events e on e.workspace_id = wanted.workspace_id and e.id = wanted.id and e.verdict = 'accepted'
       join endpoints p on p.status = 'on' and ${MATCHES_SUBSCRIPTION}
      order by e.id`,
    [events.map(({ workspaceId }) => workspaceId), events.map(({ id }) => id)],
  );
  return insertDeliveries({ tx, newId, now }, pairs);
}

/** In the order of `pairs`. Ids are made here and not by the database: only the newest PostgreSQL makes version 7. */
export async function insertDeliveries(
  { tx, newId, now }: { tx: EntityManager; newId: NewId; now: Date },
  pairs: { workspaceId: string; endpointId: string; eventId: string | null }[],
): Promise<number> {
  if (pairs.length === 0) return 0;
  await executeSql(
    tx,
    `insert into deliveries (workspace_id, id, endpoint_id, event_id, status, due_at, created_at)
     select workspace_id, id, endpoint_id, event_id, 'waiting', $5, $5
       from unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[]) as d (workspace_id, id, endpoint_id, event_id)`,
    [
      pairs.map(({ workspaceId }) => workspaceId),
      pairs.map(() => newId()),
      pairs.map(({ endpointId }) => endpointId),
      pairs.map(({ eventId }) => eventId),
      now,
    ],
  );
  return pairs.length;
}
