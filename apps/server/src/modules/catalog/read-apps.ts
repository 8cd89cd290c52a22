import { statusSchema } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { REASON_CODES } from '@patchbay/lifecycle';
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { inNaturalOrder } from '../../platform/orm/natural-order.ts';

/** Connections that are told with one app. */
const MOST_CONNECTIONS = 100;

export const appCardSchema = z.object({
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  /** A path on our own origin. */
  logo: z.string().nullable(),
  categories: z.array(z.object({ slug: z.string(), name: z.string() })),
  authSchemes: z.array(z.string()),
  needsAuth: z.boolean(),
  actionsCount: z.int(),
  triggersCount: z.int(),
  /** The workspace's own by label, the first hundred of them; `connections.list` has all. */
  connections: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      status: statusSchema,
      /** Why its last attempt, or its grant, ended. */
      reason: z.enum(REASON_CODES).nullable(),
    }),
  ),
});

export const appDetailSchema = appCardSchema.extend({ appUrl: z.string().nullable() });

export type AppDetail = z.infer<typeof appDetailSchema>;

interface Row extends Omit<AppDetail, 'logo'> {
  hasLogo: boolean;
  position: number;
}

/** Apps that are still offered, with the workspace's connections of each: one query, and the database only. */
export async function selectApps(
  em: EntityManager,
  workspaceId: string,
  { where, page }: { where: RawBuilder<unknown>; page: RawBuilder<unknown> },
): Promise<(AppDetail & { position: number })[]> {
  const { rows } = await sql<Row>`
    select a.slug, a.name, a.description, a.app_url as "appUrl", a.categories, a.auth_schemes as "authSchemes",
           a.needs_auth as "needsAuth", a.actions_count as "actionsCount", a.triggers_count as "triggersCount", a.position,
           exists (select 1 from app_logos l where l.slug = a.slug) as "hasLogo",
           coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'label', c.label, 'status', c.status,
                                                         'reason', c.reason_code)
                                      order by ${inNaturalOrder(sql`c.label`)}, c.id)
                       from (select * from entity_connections
                              where workspace_id = ${workspaceId} and app_slug = a.slug
                              order by ${inNaturalOrder(sql`label`)}, id limit ${MOST_CONNECTIONS}) c), '[]') as connections
      from composio_apps_cache a
     where a.gone_at is null and ${where} ${page}
  `.execute(em.getKysely<Record<string, never>>());
  return rows.map(({ hasLogo, ...app }) => ({ ...app, logo: hasLogo ? `/logos/${app.slug}` : null }));
}
