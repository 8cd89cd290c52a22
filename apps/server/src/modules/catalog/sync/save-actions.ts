import type { CatalogAction, CatalogApp } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../../platform/orm/raw-sql.ts';
import { batchesOf, changedRows, hashed, lastOfEach } from './catalog-rows.ts';

const TABLE = 'composio_actions_cache';

/** Saves what is new or different of a page. Answers how many rows were written. */
export async function saveActions(em: EntityManager, actions: CatalogAction[], now: Date): Promise<number> {
  let written = 0;
  for (const batch of batchesOf(lastOfEach(actions).map(hashed))) {
    const changed = await changedRows(em, TABLE, batch);
    if (changed.length > 0) await upsert(em, changed, now);
    written += changed.length;
  }
  return written;
}

async function upsert(em: EntityManager, rows: object[], now: Date): Promise<void> {
  await executeSql(
    em,
    `insert into composio_actions_cache (slug, app_slug, name, description, tags, input_schema, output_schema, version,
            content_hash, synced_at)
     select r->>'slug', r->>'appSlug', r->>'name', r->>'description', (r->'tags')::jsonb, r->'inputSchema', r->'outputSchema',
            r->>'version', r->>'hash', $2
       from json_array_elements($1::json) r
     on conflict (slug) do update
        set app_slug = excluded.app_slug, name = excluded.name, description = excluded.description,
            tags = excluded.tags, input_schema = excluded.input_schema, output_schema = excluded.output_schema,
            version = excluded.version, content_hash = excluded.content_hash, gone_at = null,
            synced_at = excluded.synced_at`,
    [JSON.stringify(rows), now],
  );
}

/** Counts the actions of the apps for which the provider does not. Answers how many rows were written. */
export async function countActions(em: EntityManager, apps: CatalogApp[]): Promise<number> {
  const uncounted = apps.filter(({ actionsCount }) => actionsCount === null).map(({ slug }) => slug);
  if (uncounted.length === 0) return 0;
  const rows = await executeSql(
    em,
    `update composio_apps_cache a set actions_count = c.actions
       from (select s.slug, count(t.slug)::int as actions
               from unnest($1::text[]) as s (slug)
               left join composio_actions_cache t on t.app_slug = s.slug and t.gone_at is null group by s.slug) c
      where a.slug = c.slug and a.actions_count <> c.actions returning 1`,
    [uncounted],
  );
  return rows.length;
}
