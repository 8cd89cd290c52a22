import { z } from 'zod';
import { sql } from 'kysely';
import { page, pageInput, pageOf } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { db } from '../../platform/orm/tables.ts';
import { count } from '../../platform/orm/expressions.ts';
import type { Access } from '../access/index.ts';

const category = z.object({ slug: z.string(), name: z.string(), count: z.int() });

/** As in list-apps.ts: they change only with a sync. */
const position = z.object({ offset: z.int().min(0).max(100_000) });

export const categoriesInput = inputObject(pageInput(position)).prefault({});
export const categoriesOutput = pageOf(category);

/** Every category with the number of apps in it, the largest first. */
export async function listCategories(
  { em }: Access,
  { cursor, limit }: z.infer<typeof categoriesInput>,
): Promise<z.infer<typeof categoriesOutput>> {
  const offset = cursor?.offset ?? 0;
  const items = await db(em)
    .selectFrom('composio_apps_cache as a')
    .crossJoinLateral((eb) => eb.fn<z.infer<typeof category>>('jsonb_array_elements', ['a.categories']).as('c'))
    .select([sql<string>`c->>'slug'`.as('slug'), sql<string>`min(c->>'name')`.as('name'), count.as('count')])
    .where('a.gone_at', 'is', null)
    .groupBy(sql`1`)
    .orderBy('count', 'desc')
    .orderBy('name')
    .orderBy('slug')
    .limit(limit + 1)
    .offset(offset)
    .execute();
  return page(items, limit, () => ({ offset: offset + limit }));
}
