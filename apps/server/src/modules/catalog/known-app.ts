import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { executeSql } from '../../platform/orm/raw-sql.ts';

/** The provider's name for an app: `slack`, `google_maps`. */
export const appSlug = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,79}$/);

export interface KnownApp {
  slug: string;
  needsAuth: boolean;
}

/** What the catalog knows about an app that is still offered. */
export async function findApp(em: EntityManager, slug: string): Promise<KnownApp | undefined> {
  const [app] = await executeSql<KnownApp>(
    em,
    `select slug, needs_auth as "needsAuth" from composio_apps_cache where slug = $1 and gone_at is null`,
    [slug],
  );
  return app;
}
