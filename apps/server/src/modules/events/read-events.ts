import type { EventView } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { parseJson } from '@patchbay/exact-json';
import { type RawBuilder, sql } from 'kysely';

interface Row {
  id: string;
  connection_id: string;
  connection_label: string | null;
  app_slug: string;
  app_name: string | null;
  has_logo: boolean;
  trigger_slug: string;
  subscription_id: string | null;
  verdict: EventView['verdict'];
  happened_at: Date | null;
  received_at: Date;
  waiting: number;
  retrying: number;
  delivered: number;
  dead: number;
  due_at: Date | null;
  payload?: string;
}

/** Plain rows, joined with the app and counted deliveries. The payload only where it is asked for: it may be a megabyte. */
export async function selectEvents(
  em: EntityManager,
  where: RawBuilder<unknown>,
  { rest = sql``, payload = false }: { rest?: RawBuilder<unknown>; payload?: boolean } = {},
): Promise<(EventView & { payload?: unknown })[]> {
  const query = sql<Row>`
    select e.id, e.connection_id, c.label as connection_label, e.app_slug, a.name as app_name,
           a.logo_url is not null as has_logo, e.trigger_slug, e.subscription_id, e.verdict, e.happened_at, e.received_at,
           d.waiting, d.retrying, d.delivered, d.dead, d.due_at ${payload ? sql`, e.payload::text` : sql``}
      from events e
      left join composio_apps_cache a on a.slug = e.app_slug
      left join entity_connections c on c.workspace_id = e.workspace_id and c.id = e.connection_id
     cross join lateral (
       select count(*) filter (where status = 'waiting')::int as waiting,
              count(*) filter (where status = 'waiting' and attempt > 0)::int as retrying,
              count(*) filter (where status = 'delivered')::int as delivered,
              count(*) filter (where status = 'dead')::int as dead, min(due_at) filter (where status = 'waiting') as due_at
         from deliveries where workspace_id = e.workspace_id and event_id = e.id
     ) d
     where ${where} ${rest}`;
  const { rows } = await query.execute(em.getKysely<Record<string, never>>());
  return rows.map(asView);
}

function asView(row: Row): EventView & { payload?: unknown } {
  return {
    id: row.id,
    connectionId: row.connection_id,
    connectionLabel: row.connection_label,
    app: {
      slug: row.app_slug,
      name: row.app_name ?? row.app_slug,
      logo: row.has_logo ? `/logos/${row.app_slug}` : null,
    },
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
