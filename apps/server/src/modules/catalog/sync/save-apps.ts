import type { CatalogApp, CatalogTrigger } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { AppMetadata } from '../app-metadata.ts';
import { batchesOf, changedRows, hashed, lastOfEach, markGone } from './catalog-rows.ts';
import type { AppsAndTriggers } from './fetch-catalog.ts';
import { db } from '../../../platform/orm/tables.ts';
import { excluded, sentRecords } from '../../../platform/orm/sent-records.ts';

const TABLE = 'composio_apps_cache';

/** Saves new and changed apps, and marks those that are no longer listed. Returns how many rows were written. */
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

interface SentApp extends Omit<CatalogApp, 'triggersCount'> {
  triggersCount: number;
  position: number;
  metadata: AppMetadata;
  hash: string;
}

const FIELDS = {
  slug: 'text',
  name: 'text',
  description: 'text',
  appUrl: 'text',
  logoUrl: 'text',
  categories: 'jsonb',
  authSchemes: 'jsonb',
  managedSchemes: 'jsonb',
  guideUrl: 'text',
  needsAuth: 'boolean',
  actionsCount: 'int',
  triggersCount: 'int',
  position: 'int',
  metadata: 'json',
  hash: 'text',
} as const;

/** The table's columns, in the order in which they are selected. */
const COLUMNS = [
  'name',
  'description',
  'app_url',
  'logo_url',
  'categories',
  'auth_schemes',
  'managed_schemes',
  'guide_url',
  'needs_auth',
  'actions_count',
  'triggers_count',
  'position',
  'app_metadata',
  'content_hash',
] as const;

/**
 * If the provider does not count an app's actions, the count stays until all actions are saved (see save-actions.ts).
 */
async function upsert(em: EntityManager, rows: object[], now: Date): Promise<void> {
  const sent = sentRecords<SentApp, 'r'>('r', FIELDS, rows);
  await db(em)
    .insertInto(TABLE)
    .columns(['slug', ...COLUMNS, 'synced_at'])
    .expression((eb) =>
      eb
        .selectFrom(sent)
        .leftJoin('composio_apps_cache as known', 'known.slug', 'r.slug')
        .select(['r.slug', 'r.name', 'r.description', 'r.appUrl as app_url', 'r.logoUrl as logo_url', 'r.categories'])
        .select((inner) => [
          'r.authSchemes as auth_schemes',
          'r.managedSchemes as managed_schemes',
          'r.guideUrl as guide_url',
          'r.needsAuth as needs_auth',
          inner.fn.coalesce('r.actionsCount', 'known.actions_count', sql<number>`0`).as('actions_count'),
          'r.triggersCount as triggers_count',
          'r.position',
          'r.metadata as app_metadata',
          'r.hash as content_hash',
          inner.cast<Date>(inner.val(now), 'timestamptz').as('synced_at'),
        ]),
    )
    .onConflict((conflict) =>
      conflict.column('slug').doUpdateSet({ ...excluded(COLUMNS), synced_at: now, gone_at: null }),
    )
    .execute();
}

function asMetadata({ appSlug: _appSlug, ...trigger }: CatalogTrigger): AppMetadata['triggers'][number] {
  return trigger;
}
