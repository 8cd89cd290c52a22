import type { CatalogAction, CatalogApp } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { batchesOf, changedRows, hashed, lastOfEach } from './catalog-rows.ts';
import { db } from '../../../platform/orm/tables.ts';
import { rowsOf } from '../../../platform/orm/rows-of.ts';
import { excluded, sentRecords } from '../../../platform/orm/sent-records.ts';

const TABLE = 'composio_actions_cache';

/** Saves the new and changed actions of a page. Returns how many rows were written. */
export async function saveActions(em: EntityManager, actions: CatalogAction[], now: Date): Promise<number> {
  let written = 0;
  for (const batch of batchesOf(lastOfEach(actions).map(hashed))) {
    const changed = await changedRows(em, TABLE, batch);
    if (changed.length > 0) await upsert(em, changed, now);
    written += changed.length;
  }
  return written;
}

interface SentAction extends CatalogAction {
  hash: string;
}

const FIELDS = {
  slug: 'text',
  appSlug: 'text',
  name: 'text',
  description: 'text',
  tags: 'jsonb',
  inputSchema: 'json',
  outputSchema: 'json',
  version: 'text',
  requiredScopes: 'jsonb',
  hash: 'text',
} as const;

/** The table's columns, in the order in which they are selected. */
const COLUMNS = [
  'app_slug',
  'name',
  'description',
  'tags',
  'input_schema',
  'output_schema',
  'version',
  'required_scopes',
  'content_hash',
] as const;

async function upsert(em: EntityManager, rows: object[], now: Date): Promise<void> {
  const sent = sentRecords<SentAction, 'r'>('r', FIELDS, rows);
  await db(em)
    .insertInto(TABLE)
    .columns(['slug', ...COLUMNS, 'synced_at'])
    .expression((eb) =>
      eb
        .selectFrom(sent)
        .select([
          'r.slug',
          'r.appSlug as app_slug',
          'r.name',
          'r.description',
          'r.tags',
          'r.inputSchema as input_schema',
        ])
        .select([
          'r.outputSchema as output_schema',
          'r.version',
          'r.requiredScopes as required_scopes',
          'r.hash as content_hash',
        ])
        .select(eb.cast<Date>(eb.val(now), 'timestamptz').as('synced_at')),
    )
    .onConflict((conflict) =>
      conflict.column('slug').doUpdateSet({ ...excluded(COLUMNS), synced_at: now, gone_at: null }),
    )
    .execute();
}

/** Counts the actions of the apps for which the provider does not. Returns how many rows were written. */
export async function countActions(em: EntityManager, apps: CatalogApp[]): Promise<number> {
  const uncounted = apps.filter(({ actionsCount }) => actionsCount === null).map(({ slug }) => slug);
  if (uncounted.length === 0) return 0;
  const rows = await db(em)
    .updateTable('composio_apps_cache as a')
    .from((eb) =>
      eb
        .selectFrom(rowsOf('s', { slug: { type: 'text', values: uncounted } }))
        .leftJoin('composio_actions_cache as t', (join) =>
          join.onRef('t.app_slug', '=', 's.slug').on('t.gone_at', 'is', null),
        )
        .select((inner) => ['s.slug', sql<number>`count(${inner.ref('t.slug')})::int`.as('actions')])
        .groupBy('s.slug')
        .as('c'),
    )
    .set((eb) => ({ actions_count: eb.ref('c.actions') }))
    .whereRef('a.slug', '=', 'c.slug')
    .whereRef('a.actions_count', '<>', 'c.actions')
    .returning('a.slug')
    .execute();
  return rows.length;
}
