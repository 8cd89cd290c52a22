import type { EntityManager } from '@mikro-orm/postgresql';
import { type Selectable, sql } from 'kysely';
import type { ChangeSignal } from '../../platform/live/change-signal.ts';
import { db, statements } from '../../platform/orm/tables.ts';
import { aboutRow } from './about.ts';
import { type ParameterOf, prepare } from '../../platform/orm/prepare.ts';
import { rowsOf } from '../../platform/orm/rows-of.ts';
import type { Tables } from '../../platform/orm/table-types.ts';

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

interface Columns {
  workspaceIds: string[];
  ids: string[];
  connectionIds: string[];
  appSlugs: string[];
  triggerSlugs: string[];
  upstreamIds: (string | null)[];
  messageIds: string[];
  happenedAts: (Date | null)[];
  receivedAts: Date[];
  /** JSON. */
  payloads: string[];
}

type Verdict = Selectable<Tables['events']>['verdict'];

const COLUMNS = [
  'workspace_id',
  'id',
  'connection_id',
  'app_slug',
  'trigger_slug',
  'subscription_id',
  'message_id',
  'verdict',
  'happened_at',
  'received_at',
  'about',
  'payload',
] as const;

/**
 * Matches the subscription by its id at the provider, or by its trigger: the first event may arrive before the response that contains
 * the id. An event without a matching subscription is stored as `unknown`, shown, and delivered only when it is replayed.
 */
const SAVE = prepare((value: ParameterOf<Columns>) => {
  const sent = rowsOf('e', {
    workspace_id: { type: 'text', values: value('workspaceIds') },
    id: { type: 'uuid', values: value('ids') },
    connection_id: { type: 'uuid', values: value('connectionIds') },
    app_slug: { type: 'text', values: value('appSlugs') },
    trigger_slug: { type: 'text', values: value('triggerSlugs') },
    upstream_id: { type: 'text', values: value('upstreamIds') },
    message_id: { type: 'text', values: value('messageIds') },
    happened_at: { type: 'timestamptz', values: value('happenedAts') },
    received_at: { type: 'timestamptz', values: value('receivedAts') },
    payload: { type: 'json', values: value('payloads') },
  });
  return statements
    .insertInto('events')
    .columns(COLUMNS)
    .expression((eb) =>
      eb
        .selectFrom(sent)
        .leftJoinLateral(
          (inner) =>
            inner
              .selectFrom('trigger_subscriptions as t')
              .select('t.id')
              .whereRef('t.workspace_id', '=', 'e.workspace_id')
              .whereRef('t.connection_id', '=', 'e.connection_id')
              .where((innermost) =>
                innermost.or([
                  innermost('t.upstream_id', '=', innermost.ref('e.upstream_id')),
                  innermost('t.trigger_slug', '=', innermost.ref('e.trigger_slug')),
                ]),
              )
              .orderBy(
                (innermost) => innermost('t.upstream_id', 'is not distinct from', innermost.ref('e.upstream_id')),
                'desc',
              )
              .limit(1)
              .as('s'),
          (join) => join.onTrue(),
        )
        .select([
          'e.workspace_id',
          'e.id',
          'e.connection_id',
          'e.app_slug',
          'e.trigger_slug',
          's.id as subscription_id',
        ])
        .leftJoin('entity_connections as c', (join) =>
          join.onRef('c.workspace_id', '=', 'e.workspace_id').onRef('c.id', '=', 'e.connection_id'),
        )
        .leftJoin('organization as o', 'o.id', 'e.workspace_id')
        .select(['e.message_id', sql<Verdict>`case when s.id is null then 'unknown' else 'accepted' end`.as('verdict')])
        .select(['e.happened_at', 'e.received_at'])
        .select((of) => [aboutRow(of.ref('e.workspace_id')).as('about'), 'e.payload']),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(['workspace_id as workspaceId', 'id']);
});

/** Saves events in the transaction of `tx`. Returns those that were not stored yet. */
export async function saveEvents(tx: EntityManager, events: NewEvent[]): Promise<SavedEvent[]> {
  if (events.length === 0) return [];
  const columns: Columns = {
    workspaceIds: events.map(({ workspaceId }) => workspaceId),
    ids: events.map(({ id }) => id),
    connectionIds: events.map(({ connectionId }) => connectionId),
    appSlugs: events.map(({ appSlug }) => appSlug),
    triggerSlugs: events.map(({ slug }) => slug),
    upstreamIds: events.map(({ upstreamId }) => upstreamId),
    messageIds: events.map(({ messageId }) => messageId),
    happenedAts: events.map(({ at }) => at),
    receivedAts: events.map(({ receivedAt }) => receivedAt),
    payloads: events.map(({ payload }) => JSON.stringify(payload)),
  };
  return (await db(tx).executeQuery(SAVE(columns))).rows;
}

/** Where a workspace's events are announced. */
export function eventsTopic(workspaceId: string): string {
  return `events:${workspaceId}`;
}

/** Must be called after the commit. */
export function announceEvents(changes: ChangeSignal, events: SavedEvent[]): void {
  for (const workspaceId of new Set(events.map((event) => event.workspaceId))) changes.notify(eventsTopic(workspaceId));
}
