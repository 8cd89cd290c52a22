import type { EventView } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { parseJson } from '@patchbay/exact-json';
import { type Expression, sql, type SqlBool } from 'kysely';
import { db } from '../../platform/orm/tables.ts';

/** Events joined with their app and delivery counts. The payload only on request: it may be a megabyte. */
export function selectEvents(em: EntityManager, { payload = false }: { payload?: boolean } = {}) {
  return db(em)
    .selectFrom('events as e')
    .leftJoin('composio_apps_cache as a', 'a.slug', 'e.app_slug')
    .leftJoin('entity_connections as c', (join) =>
      join.onRef('c.workspace_id', '=', 'e.workspace_id').onRef('c.id', '=', 'e.connection_id'),
    )
    .crossJoinLateral((eb) =>
      eb
        .selectFrom('deliveries')
        .whereRef('workspace_id', '=', 'e.workspace_id')
        .whereRef('event_id', '=', 'e.id')
        .select((inner) => [
          countOf(inner('status', '=', 'waiting')).as('waiting'),
          countOf(inner('status', '=', 'waiting').and('attempt', '>', 0)).as('retrying'),
          countOf(inner('status', '=', 'delivered')).as('delivered'),
          countOf(inner('status', '=', 'dead')).as('dead'),
          inner.fn.min('due_at').filterWhere('status', '=', 'waiting').$castTo<Date | null>().as('due_at'),
        ])
        .as('d'),
    )
    .select(COLUMNS)
    .select((eb) => eb.fn.coalesce('c.label', LAST_LABEL).as('connection_label'))
    .select((eb) => eb('a.logo_url', 'is not', null).$castTo<boolean>().as('has_logo'))
    .$if(payload, (q) => q.select((eb) => eb.cast<string>('e.payload', 'text').as('payload')));
}

/** Kept with the event: the connection may be removed. */
const LAST_LABEL = sql<string | null>`e.about->'connection'->>'label'`;

const countOf = (which: Expression<SqlBool>) => sql<number>`count(*) filter (where ${which})::int`;

const COLUMNS = [
  'e.id',
  'e.type',
  'e.connection_id',
  'e.app_slug',
  'a.name as app_name',
  'e.trigger_slug',
  'e.subscription_id',
  'e.verdict',
  'e.happened_at',
  'e.received_at',
  'd.waiting',
  'd.retrying',
  'd.delivered',
  'd.dead',
  'd.due_at',
] as const;

type Row = Awaited<ReturnType<ReturnType<typeof selectEvents>['execute']>>[number];

export function eventView(row: Row): EventView & { payload?: unknown } {
  return {
    id: row.id,
    type: row.type,
    connectionId: row.connection_id,
    connectionLabel: row.connection_label,
    app: row.app_slug === null ? null : appOf(row.app_slug, row),
    trigger: row.trigger_slug,
    subscriptionId: row.subscription_id,
    verdict: row.verdict,
    happenedAt: row.happened_at?.toISOString() ?? null,
    receivedAt: row.received_at.toISOString(),
    deliveries: {
      waiting: row.waiting,
      retrying: row.retrying,
      delivered: row.delivered,
      dead: row.dead,
      dueAt: row.due_at?.toISOString() ?? null,
    },
    ...(row.payload !== undefined && { payload: parseJson(row.payload) }),
  };
}

function appOf(slug: string, { app_name: name, has_logo: hasLogo }: Row): EventView['app'] {
  return { slug, name: name ?? slug, logo: hasLogo ? `/logos/${slug}` : null };
}
