import type { EntityManager } from '@mikro-orm/postgresql';
import type { ChangeSignal } from '../../platform/live/change-signal.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';

/** A trigger that fired on one of our connections. */
export interface NewEvent {
  /** The inbox's id for the message: the key that keeps a message from becoming two events. */
  id: string;
  workspaceId: string;
  connectionId: string;
  appSlug: string;
  messageId: string;
  receivedAt: Date;
  /** The subscription, as the provider names it; null where the message does not say. */
  upstreamId: string | null;
  slug: string;
  at: Date | null;
  payload: unknown;
}

export interface SavedEvent {
  workspaceId: string;
  id: string;
}

/**
 * By the subscription's name at the provider, or by its trigger: the first event may be faster than the answer that told
 * us the name. An event that no subscription explains is kept as `unknown`, shown, and delivered only when replayed.
 */
const SAVE = `
insert into events (workspace_id, id, connection_id, app_slug, trigger_slug, subscription_id, message_id, verdict,
                    happened_at, received_at, payload)
select e.workspace_id, e.id, e.connection_id, e.app_slug, e.trigger_slug, s.id, e.message_id,
       case when s.id is null then 'unknown' else 'accepted' end, e.happened_at, e.received_at, e.payload
  from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[],
              $9::timestamptz[], $10::json[])
    as e (workspace_id, id, connection_id, app_slug, trigger_slug, upstream_id, message_id, happened_at, received_at, payload)
  left join lateral (
    select id from trigger_subscriptions t
     where t.workspace_id = e.workspace_id and t.connection_id = e.connection_id
       and (t.upstream_id = e.upstream_id or t.trigger_slug = e.trigger_slug)
     order by t.upstream_id is not distinct from e.upstream_id desc limit 1
  ) s on true
on conflict do nothing
returning workspace_id as "workspaceId", id`;

/** Saves events in the transaction of `tx`. Answers those that were not there yet. */
export async function saveEvents(tx: EntityManager, events: NewEvent[]): Promise<SavedEvent[]> {
  if (events.length === 0) return [];
  return executeSql<SavedEvent>(tx, SAVE, [
    events.map(({ workspaceId }) => workspaceId),
    events.map(({ id }) => id),
    events.map(({ connectionId }) => connectionId),
    events.map(({ appSlug }) => appSlug),
    events.map(({ slug }) => slug),
    events.map(({ upstreamId }) => upstreamId),
    events.map(({ messageId }) => messageId),
    events.map(({ at }) => at),
    events.map(({ receivedAt }) => receivedAt),
    events.map(({ payload }) => JSON.stringify(payload)),
  ]);
}

/** Where a workspace's events are announced. */
export function eventsTopic(workspaceId: string): string {
  return `events:${workspaceId}`;
}

/** To be called after the commit. */
export function announceEvents(changes: ChangeSignal, events: SavedEvent[]): void {
  for (const workspaceId of new Set(events.map((event) => event.workspaceId))) changes.notify(eventsTopic(workspaceId));
}
