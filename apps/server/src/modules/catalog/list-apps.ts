import { sql } from 'kysely';
import { z } from 'zod';
import { likePattern, prefixPattern } from '../../platform/orm/like-pattern.ts';
import { inNaturalOrder } from '../../platform/orm/natural-order.ts';
import { cursorOf, page, pageLimit } from '../../platform/paging.ts';
import { plainText } from '../../platform/plain-text.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../access/index.ts';
import { appCardSchema, selectApps } from './read-apps.ts';

const place = z.object({ offset: z.int().min(0).max(100_000) });

export const listAppsInput = inputObject({
  search: plainText(100).optional(),
  category: plainText(80).optional(),
  sort: z.enum(['popular', 'name']).default('popular'),
  cursor: cursorOf(place).optional(),
  limit: pageLimit(48),
}).prefault({});

export const listAppsOutput = z.object({
  items: z.array(appCardSchema),
  nextCursor: z.string().nullable(),
  /** How many there are with these filters. */
  total: z.int(),
});

/**
 * The marketplace. With a search, names that begin with it come first. Places are offsets: the catalog has a few
 * thousand rows and changes by a sync only, and a search's order has no key of its own to go on from.
 */
export async function listApps(
  { em, workspaceId }: Access,
  { search, category, sort, cursor, limit }: z.infer<typeof listAppsInput>,
): Promise<z.infer<typeof listAppsOutput>> {
  const where = sql`true
    ${search ? sql`and a.search_text like lower(${likePattern(search)})` : sql``}
    ${category ? sql`and a.categories @> ${JSON.stringify([{ slug: category }])}::jsonb` : sql``}`;
  const order = sql`
    ${search ? sql`(a.name ilike ${prefixPattern(search)}) desc, (a.name ilike ${likePattern(search)}) desc,` : sql``}
    ${sort === 'name' ? sql`${inNaturalOrder(sql`a.name`)}, a.slug` : sql`a.position, a.slug`}`;
  const offset = cursor?.offset ?? 0;
  const window = sql`order by ${order} limit ${limit + 1} offset ${offset}`;
  const rows = await selectApps(em, workspaceId, { where, page: window });
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::int as total from composio_apps_cache a where a.gone_at is null and ${where}
  `.execute(em.getKysely<Record<string, never>>());
  return { ...page(rows, limit, () => ({ offset: offset + limit })), total: counted[0]?.total ?? 0 };
}
