import type { EntityManager } from '@mikro-orm/postgresql';
import { EVENT_CATALOG } from '@patchbay/contracts';
import { sql } from 'kysely';
import type { Clock } from '../../platform/clock.ts';
import type { NewId } from '../../platform/ids.ts';
import type { ChangeSignal } from '../../platform/live/change-signal.ts';
import { type ParameterOf, prepare } from '../../platform/orm/prepare.ts';
import { rowsOf } from '../../platform/orm/rows-of.ts';
import { db, statements } from '../../platform/orm/tables.ts';
import { DELIVERIES_TOPIC, planDeliveries } from '../outbound-webhooks/index.ts';
import type { PlannedEvent } from '../outgoing-events/index.ts';
import { aboutJson, workspaceJson } from './about.ts';
import { eventsTopic } from './save-events.ts';

export interface PlanEventsDeps {
  clock: Clock;
  newId: NewId;
  changes: ChangeSignal;
}

/**
 * Writes events, in their order, and the deliveries of those that endpoints are subscribed to, in the transaction of
 * `tx`. A caller that holds the lock of the connection from its first statement on keeps the order of its events:
 * streams sort by transaction, whose number PostgreSQL assigns when it has the first lock.
 */
export async function planEvents(
  { clock, newId, changes }: PlanEventsDeps,
  tx: EntityManager,
  events: PlannedEvent[],
): Promise<void> {
  const now = clock.now();
  const rows = events.map((event) => ({ ...event, id: newId() }));
  await db(tx).executeQuery(SAVE(columnsOf(rows, now)));
  const planned = await planDeliveries({ tx, newId, now }, rows);
  for (const workspaceId of new Set(rows.map((row) => row.workspaceId)))
    changes.notifyAfterCommit(tx, eventsTopic(workspaceId));
  if (planned > 0) changes.notifyAfterCommit(tx, DELIVERIES_TOPIC);
}

interface Columns {
  workspaceIds: string[];
  ids: string[];
  types: PlannedEvent['type'][];
  versions: number[];
  connectionIds: (string | null)[];
  appSlugs: (string | null)[];
  triggerSlugs: (string | null)[];
  subscriptionIds: (string | null)[];
  /** JSON objects. */
  connections: (string | null)[];
  payloads: string[];
  now: Date;
}

function columnsOf(rows: (PlannedEvent & { id: string })[], now: Date): Columns {
  const subjects = rows.map(({ data }) => ('connection' in data ? data.connection : null));
  return {
    workspaceIds: rows.map(({ workspaceId }) => workspaceId),
    ids: rows.map(({ id }) => id),
    types: rows.map(({ type }) => type),
    versions: rows.map(({ type }) => EVENT_CATALOG[type].version),
    connectionIds: subjects.map((subject) => subject?.id ?? null),
    appSlugs: subjects.map((subject) => subject?.app ?? null),
    triggerSlugs: rows.map(({ data }) => ('trigger' in data ? data.trigger : null)),
    subscriptionIds: rows.map(({ data }) => ('subscriptionId' in data ? data.subscriptionId : null)),
    connections: subjects.map((subject) => subject && JSON.stringify(subject)),
    payloads: rows.map(({ data }) => JSON.stringify(data)),
    now,
  };
}

const COLUMNS = [
  'workspace_id',
  'id',
  'type',
  'version',
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

/** Prepared because most changes of connections run it. The payload gets the workspace in front. */
const SAVE = prepare((value: ParameterOf<Columns>) => {
  const sent = rowsOf('e', {
    workspace_id: { type: 'text', values: value('workspaceIds') },
    id: { type: 'uuid', values: value('ids') },
    type: { type: 'text', values: value('types') },
    version: { type: 'smallint', values: value('versions') },
    connection_id: { type: 'uuid', values: value('connectionIds') },
    app_slug: { type: 'text', values: value('appSlugs') },
    trigger_slug: { type: 'text', values: value('triggerSlugs') },
    subscription_id: { type: 'uuid', values: value('subscriptionIds') },
    connection: { type: 'text', values: value('connections') },
    payload: { type: 'text', values: value('payloads') },
  });
  return statements
    .insertInto('events')
    .columns(COLUMNS)
    .expression((eb) =>
      eb
        .selectFrom(sent)
        .leftJoin('organization as o', 'o.id', 'e.workspace_id')
        .select(['e.workspace_id', 'e.id', 'e.type', 'e.version', 'e.connection_id', 'e.app_slug', 'e.trigger_slug'])
        .select((of) => ['e.subscription_id', of.cast<string>('e.id', 'text').as('message_id')])
        .select((of) => {
          const now = of.cast<Date>(of.val(value('now')), 'timestamptz');
          const workspace = workspaceJson(of.ref('e.workspace_id'));
          const payload = sql<never>`('{"workspace":' || ${workspace} || ',' || substr(${of.ref('e.payload')}, 2))::json`;
          return [
            sql<'accepted'>`'accepted'`.as('verdict'),
            now.as('happened_at'),
            now.as('received_at'),
            aboutJson(workspace, of.ref('e.connection')).as('about'),
            payload.as('payload'),
          ];
        }),
    );
});
