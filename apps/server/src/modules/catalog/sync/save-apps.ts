import type { CatalogTrigger } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../../platform/orm/raw-sql.ts';
import type { AppMetadata } from '../app-metadata.ts';
import { batchesOf, changedRows, hashed, lastOfEach, markGone } from './catalog-rows.ts';
import type { AppsAndTriggers } from './fetch-catalog.ts';

const TABLE = 'composio_apps_cache';

/** Saves what is new or different, and marks what is gone. Answers how many rows were written. */
export async function saveApps(em: EntityManager, catalog: AppsAndTriggers, now: Date): Promise<number> {
  const { apps, triggers, listed } = catalog;
  const byApp = Map.groupBy(lastOfEach(triggers), ({ appSlug }) => appSlug);
  const rows = lastOfEach(apps).map((app, position) => {
    const own = byApp.get(app.slug) ?? [];
    const triggersCount = app.triggersCount ?? own.length;
    return hashed({ ...app, triggersCount, position, metadata: { triggers: own.map(asMetadata) } });
  });
  let written = 0;
  for (const batch of batchesOf(rows)) {
    const changed = await changedRows(em, TABLE, batch);
    if (changed.length > 0) await upsert(em, changed, now);
    written += changed.length;
  }
  return written + (await markGone(em, TABLE, { slugs: listed, now }));
}

/** Where the provider does not count an app's actions, the number stays until all are here (see save-actions.ts). */
async function upsert(em: EntityManager, rows: object[], now: Date): Promise<void> {
  await executeSql(
    em,
    `insert into composio_apps_cache (slug, name, description, app_url, logo_url, categories, auth_schemes,
            needs_auth, actions_count, triggers_count, position, app_metadata, content_hash, synced_at)
     select r->>'slug', r->>'name', r->>'description', r->>'appUrl', r->>'logoUrl', (r->'categories')::jsonb, (r->'authSchemes')::jsonb,
            (r->>'needsAuth')::boolean, coalesce((r->>'actionsCount')::int, known.actions_count, 0), (r->>'triggersCount')::int,
            (r->>'position')::int, r->'metadata', r->>'hash', $2
       from json_array_elements($1::json) r left join composio_apps_cache known on known.slug = r->>'slug'
     on conflict (slug) do update
        set name = excluded.name, description = excluded.description, app_url = excluded.app_url,
            logo_url = excluded.logo_url, categories = excluded.categories, auth_schemes = excluded.auth_schemes,
            needs_auth = excluded.needs_auth,
            actions_count = excluded.actions_count,
            triggers_count = excluded.triggers_count, position = excluded.position,
            app_metadata = excluded.app_metadata, content_hash = excluded.content_hash, gone_at = null,
            synced_at = excluded.synced_at`,
    [JSON.stringify(rows), now],
  );
}

function asMetadata({ appSlug: _appSlug, ...trigger }: CatalogTrigger): AppMetadata['triggers'][number] {
  return trigger;
}
