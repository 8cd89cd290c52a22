import { z } from 'zod';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import { page, pageInput, pageOf } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../access/index.ts';

const category = z.object({ slug: z.string(), name: z.string(), count: z.int() });

/** As in list-apps.ts: a sync alone changes them. */
const place = z.object({ offset: z.int().min(0).max(100_000) });

export const categoriesInput = inputObject(pageInput(place)).prefault({});
export const categoriesOutput = pageOf(category);

/** Every category with the number of apps in it, the largest first. */
export async function listCategories(
  { em }: Access,
  { cursor, limit }: z.infer<typeof categoriesInput>,
): Promise<z.infer<typeof categoriesOutput>> {
  const offset = cursor?.offset ?? 0;
  const items = await executeSql<z.infer<typeof category>>(
    em,
    `select c->>'slug' as slug, min(c->>'name') as name, count(*)::int as count
       from composio_apps_cache a cross join jsonb_array_elements(a.categories) c
      where a.gone_at is null group by 1 order by 3 desc, 2, 1 limit $1 offset $2`,
    [limit + 1, offset],
  );
  return page(items, limit, () => ({ offset: offset + limit }));
}
