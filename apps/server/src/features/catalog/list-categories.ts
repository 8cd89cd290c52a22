import { z } from 'zod';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { Access } from '../workspaces/access.ts';

const category = z.object({ slug: z.string(), name: z.string(), count: z.int() });

export const categoriesOutput = z.object({ items: z.array(category) });

/** Every category with the number of apps in it, the largest first. */
export async function listCategories({ em }: Access): Promise<z.infer<typeof categoriesOutput>> {
  const items = await executeSql<z.infer<typeof category>>(
    em,
    `select c->>'slug' as slug, min(c->>'name') as name, count(*)::int as count
       from composio_apps_cache a cross join jsonb_array_elements(a.categories) c
      where a.gone_at is null group by 1 order by 3 desc, 2`,
  );
  return { items };
}
