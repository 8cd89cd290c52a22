import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { db } from '../../../platform/orm/tables.ts';
import { anyOf } from '../../../platform/orm/expressions.ts';
import { rowsOf } from '../../../platform/orm/rows-of.ts';

export type CatalogTable = 'composio_apps_cache' | 'composio_actions_cache';

export interface HashedRow {
  slug: string;
  hash: string;
}

/**
 * Each batch commits separately and soon: streams of connection changes wait for the oldest transaction that is still writing (see
 * watch-connections.ts).
 */
const BATCH = 500;

export function* batchesOf<Item>(items: Item[]): Generator<Item[]> {
  for (let first = 0; first < items.length; first += BATCH) yield items.slice(first, first + BATCH);
}

/** Keeps the last row of each slug: a statement cannot write a row twice. */
export function lastOfEach<Row extends { slug: string }>(rows: Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.slug, row])).values()];
}

export function hashed<Row extends { slug: string }>(content: Row): Row & HashedRow {
  return { ...content, hash: createHash('sha256').update(JSON.stringify(content)).digest('base64url') };
}

/**
 * The rows that are new, changed, or listed again. Queried first, because an upsert locks an existing row even if it changes
 * nothing, and a lock is a write.
 */
export async function changedRows<Row extends HashedRow>(
  em: EntityManager,
  table: CatalogTable,
  rows: Row[],
): Promise<Row[]> {
  const known = await db(em)
    .selectFrom(table)
    .select(['slug', 'content_hash as hash'])
    .where('slug', '=', anyOf(rows.map(({ slug }) => slug)))
    .where('gone_at', 'is', null)
    .execute();
  const hashOf = new Map(known.map(({ slug, hash }) => [slug, hash]));
  return rows.filter(({ slug, hash }) => hashOf.get(slug) !== hash);
}

/** Marks what the provider no longer lists; connections continue to use it. Returns how many rows. */
export async function markGone(
  em: EntityManager,
  table: CatalogTable,
  { slugs, now }: { slugs: string[]; now: Date },
): Promise<number> {
  const rows = await db(em)
    .updateTable(table)
    .set({ gone_at: now })
    .where('gone_at', 'is', null)
    .where((eb) => {
      const listed = eb.selectFrom(rowsOf('listed', { slug: { type: 'text', values: slugs } }));
      return eb.not(eb.exists(listed.select('listed.slug').where('listed.slug', '=', eb.ref('slug'))));
    })
    .returning('slug')
    .execute();
  return rows.length;
}
