import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { type ParameterOf, prepare } from '../../platform/orm/prepare.ts';
import { db, statements } from '../../platform/orm/tables.ts';

/** The provider's name for an app: `slack`, `google_maps`. */
export const appSlug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,79}$/)
  .describe('The slug of an app, such as `github`.');

export interface KnownApp {
  slug: string;
  needsAuth: boolean;
}

/** What the catalog knows about an app that is still offered. */
export async function findApp(em: EntityManager, slug: string): Promise<KnownApp | undefined> {
  return (await db(em).executeQuery(SELECT({ slug }))).rows[0];
}

const SELECT = prepare((value: ParameterOf<{ slug: string }>) =>
  statements
    .selectFrom('composio_apps_cache')
    .select(['slug', 'needs_auth as needsAuth'])
    .where('slug', '=', value('slug'))
    .where('gone_at', 'is', null),
);
