import type { EntityManager } from '@mikro-orm/postgresql';
import { type RawBuilder, sql } from 'kysely';
import type { EventView } from './event.view.ts';

interface Row {
  id: string;
  connection_id: string;
  app_slug: string;
  app_name: string | null;
  has_logo: boolean;
  trigger_slug: string;
  subscription_id: string | null;
  verdict: EventView['verdict'];
  happened_at: Date | null;
  received_at: Date;
  payload?: unknown;
}

/** Plain rows, joined with the app. The payload only where it is asked for: it may be a megabyte. */
export async function selectEvents(
  em: EntityManager,
  where: RawBuilder<unknown>,
  { rest = sql``, payload = false }: { rest?: RawBuilder<unknown>; payload?: boolean } = {},
): Promise<(EventView & { payload?: unknown })[]> {
  const query = sql<Row>`
    select e.id, e.connection_id, e.app_slug, a.name as app_name, a.logo_url is not null as has_logo, e.trigger_slug,
           e.subscription_id, e.verdict, e.happened_at, e.received_at ${payload ? sql`, e.payload` : sql``}
      from events e
      left join composio_apps_cache a on a.slug = e.app_slug
     where ${where} ${rest}`;
  const { rows } = await query.execute(em.getKysely<Record<string, never>>());
  return rows.map(asView);
}

function asView(row: Row): EventView & { payload?: unknown } {
  return {
    id: row.id,
    connectionId: row.connection_id,
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
    ...('payload' in row && { payload: row.payload }),
  };
}
