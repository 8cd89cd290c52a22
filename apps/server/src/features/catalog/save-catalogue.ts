import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { CatalogueAction, CatalogueTrigger } from '../provider/provider.port.ts';
import type { AppMetadata } from './app-metadata.ts';
import type { Catalogue } from './fetch-catalogue.ts';

/**
 * Each batch commits by itself and soon: whoever follows the history of connections waits for the oldest transaction that
 * is still writing (see watch-connections.ts).
 */
const BATCH = 500;

/** Saves what is new or different; a row whose content is the same is not written. What is gone is marked, not deleted. */
export async function saveApps(em: EntityManager, { apps, triggers }: Catalogue, syncedAt: Date): Promise<void> {
  const byApp = Map.groupBy(triggers, ({ appSlug }) => appSlug);
  const rows = apps.map((app, position) => {
    const content = { ...app, position, metadata: { triggers: (byApp.get(app.slug) ?? []).map(asMetadata) } };
    return { ...content, hash: hashOf(content) };
  });
  for (const batch of batchesOf(rows)) {
    await executeSql(
      em,
      `insert into composio_apps_cache (slug, name, description, app_url, logo_url, categories, auth_schemes, needs_auth,
              actions_count, triggers_count, position, app_metadata, content_hash, synced_at)
       select r->>'slug', r->>'name', r->>'description', r->>'appUrl', r->>'logoUrl', r->'categories', r->'authSchemes',
              (r->>'needsAuth')::boolean, (r->>'actionsCount')::int, (r->>'triggersCount')::int, (r->>'position')::int,
              r->'metadata', r->>'hash', $2
         from jsonb_array_elements($1::jsonb) r
       on conflict (slug) do update
          set name = excluded.name, description = excluded.description, app_url = excluded.app_url,
              logo_url = excluded.logo_url, categories = excluded.categories, auth_schemes = excluded.auth_schemes,
              needs_auth = excluded.needs_auth, actions_count = excluded.actions_count,
              triggers_count = excluded.triggers_count, position = excluded.position,
              app_metadata = excluded.app_metadata, content_hash = excluded.content_hash, gone_at = null,
              synced_at = excluded.synced_at
        where composio_apps_cache.content_hash <> excluded.content_hash or composio_apps_cache.gone_at is not null`,
      [JSON.stringify(batch), syncedAt],
    );
  }
  await markGone(em, 'composio_apps_cache', { slugs: rows.map(({ slug }) => slug), syncedAt });
}

export async function saveActions(em: EntityManager, actions: CatalogueAction[], syncedAt: Date): Promise<void> {
  const rows = actions.map((action) => ({ ...action, hash: hashOf(action) }));
  for (const batch of batchesOf(rows)) {
    await executeSql(
      em,
      `insert into composio_actions_cache (slug, app_slug, name, description, tags, input_schema, output_schema, version,
              content_hash, synced_at)
       select r->>'slug', r->>'appSlug', r->>'name', r->>'description', r->'tags', r->'inputSchema', r->'outputSchema',
              r->>'version', r->>'hash', $2
         from jsonb_array_elements($1::jsonb) r
       on conflict (slug) do update
          set app_slug = excluded.app_slug, name = excluded.name, description = excluded.description,
              tags = excluded.tags, input_schema = excluded.input_schema, output_schema = excluded.output_schema,
              version = excluded.version, content_hash = excluded.content_hash, gone_at = null,
              synced_at = excluded.synced_at
        where composio_actions_cache.content_hash <> excluded.content_hash or composio_actions_cache.gone_at is not null`,
      [JSON.stringify(batch), syncedAt],
    );
  }
  await markGone(em, 'composio_actions_cache', { slugs: rows.map(({ slug }) => slug), syncedAt });
}

async function markGone(
  em: EntityManager,
  table: 'composio_apps_cache' | 'composio_actions_cache',
  { slugs, syncedAt }: { slugs: string[]; syncedAt: Date },
): Promise<void> {
  const mark = `update ${table} set gone_at = $2 where gone_at is null and slug <> all($1::text[])`;
  await executeSql(em, mark, [slugs, syncedAt]);
}

function asMetadata({ appSlug: _appSlug, ...trigger }: CatalogueTrigger): AppMetadata['triggers'][number] {
  return trigger;
}

function hashOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}

function* batchesOf<Item>(items: Item[]): Generator<Item[]> {
  for (let first = 0; first < items.length; first += BATCH) yield items.slice(first, first + BATCH);
}
