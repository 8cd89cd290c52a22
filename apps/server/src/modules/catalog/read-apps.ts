import { appSchemeSchema, statusSchema } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { REASON_CODES } from '@patchbay/lifecycle';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { z } from 'zod';
import { slugAndName } from './slug-and-name.ts';
import { asksFirst } from './schemes/scheme-facts.ts';
import { inNaturalOrder } from '../../platform/orm/natural-order.ts';
import { db } from '../../platform/orm/tables.ts';

/** Connections that are returned with one app. */
const MAX_CONNECTIONS = 100;

export const appCardSchema = z.object({
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  /** A path on our own origin. */
  logo: z.string().nullable(),
  categories: z.array(slugAndName),
  authSchemes: z.array(z.string()),
  needsAuth: z.boolean(),
  needsSetup: z.boolean().describe('Whether an installation admin has to set it up before it can be connected.'),
  asksFirst: z.boolean().describe('Whether connecting begins with a form, as no way is approved on a page of the app.'),
  actionsCount: z.int(),
  triggersCount: z.int(),
  /** The workspace's own by label, the first hundred of them; `connections.list` has all. */
  connections: z.array(
    z
      .object({
        id: z.string(),
        label: z.string(),
        status: statusSchema,
        /** Why its last attempt, or its grant, ended. */
        reason: z.enum(REASON_CODES).nullable(),
      })
      .meta({ id: 'ConnectionOfApp' }),
  ),
});

export const appDetailSchema = appCardSchema.extend({
  appUrl: z.string().nullable(),
  guideUrl: z.string().nullable().describe('A page about what an own OAuth client of this app needs.'),
  schemes: z.array(appSchemeSchema).describe('The ways to authorize it that can be chosen, the most convenient first.'),
});

export type AppCard = z.infer<typeof appCardSchema>;
export type AppDetail = z.infer<typeof appDetailSchema>;

/** Apps that are still offered, with the workspace's connections of each: one query, and the database only. */
export function selectApps(em: EntityManager, workspaceId: string) {
  return db(em)
    .selectFrom('composio_apps_cache as a')
    .where('a.gone_at', 'is', null)
    .select((eb) => [
      'a.slug',
      'a.name',
      'a.description',
      'a.app_url as appUrl',
      'a.categories',
      'a.auth_schemes as authSchemes',
      'a.needs_auth as needsAuth',
      'a.needs_setup as needsSetup',
      'a.actions_count as actionsCount',
      'a.triggers_count as triggersCount',
      'a.position',
      eb
        .exists(eb.selectFrom('app_logos as l').select('l.slug').whereRef('l.slug', '=', 'a.slug'))
        .$castTo<boolean>()
        .as('hasLogo'),
      jsonArrayFrom(
        eb
          .selectFrom('entity_connections as c')
          .select(['c.id', 'c.label', 'c.status', 'c.reason_code as reason'])
          .where('c.workspace_id', '=', workspaceId)
          .whereRef('c.app_slug', '=', 'a.slug')
          .where('c.end_user_id', 'is', null)
          .orderBy((inner) => inNaturalOrder(inner.ref('c.label')))
          .orderBy('c.id')
          .limit(MAX_CONNECTIONS),
      ).as('connections'),
    ]);
}

type Selected = Omit<AppCard, 'logo' | 'asksFirst'> & { appUrl: string | null; hasLogo: boolean; position: number };

/** The path of the logo for the web app, if there is one. */
export function withLogo({ hasLogo, ...app }: Selected): AppCard & { appUrl: string | null; position: number } {
  return { ...app, asksFirst: asksFirst(app), logo: hasLogo ? `/logos/${app.slug}` : null };
}
