import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { anyOf } from '../../platform/orm/expressions.ts';
import { cursorOf, page, pageLimit } from '../../platform/paging.ts';
import { plainText } from '../../platform/plain-text.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Tables } from '../../platform/orm/table-types.ts';
import type { Access } from '../access/index.ts';
import { appCardSchema, selectApps, withLogo } from './read-apps.ts';
import { type AppTable, findApps, inOrder } from './search/search-apps.ts';

const position = z.object({ offset: z.int().min(0).max(100_000) });

export const listAppsInput = inputObject({
  search: plainText(100)
    .optional()
    .describe('Words of the app’s name, categories, actions or description, in any order. Typos are forgiven.'),
  category: plainText(80).optional().describe('Only apps of this category, by its slug.'),
  needsSetup: z.boolean().optional().describe('Only apps that need to be set up first, or only those that do not.'),
  sort: z.enum(['popular', 'name']).default('popular').describe('The most popular first, or by name.'),
  cursor: cursorOf(position).optional(),
  limit: pageLimit(48),
}).prefault({});

export const listAppsOutput = z.object({
  items: z.array(appCardSchema),
  nextCursor: z.string().nullable(),
  /** The number of apps that match these filters. */
  total: z.int(),
});

/**
 * The marketplace. With a search, the best matches come first. Positions are offsets: the catalog has a few thousand
 * rows and changes only with a sync, and a search has no key to continue from.
 */
export async function listApps(
  { em, workspaceId }: Access,
  { search, category, needsSetup, sort, cursor, limit }: z.infer<typeof listAppsInput>,
): Promise<z.infer<typeof listAppsOutput>> {
  const offset = cursor?.offset ?? 0;
  const slugs = await findApps(em, { search, sort, filter: fulfilling({ category, needsSetup }) });
  const shown = slugs.slice(offset, offset + limit + 1);
  const rows = await selectApps(em, workspaceId).where('a.slug', '=', anyOf(shown)).execute();
  const items = inOrder(shown, rows).map(withLogo);
  return { ...page(items, limit, () => ({ offset: offset + limit })), total: slugs.length };
}

type Filters = Pick<z.infer<typeof listAppsInput>, 'category' | 'needsSetup'>;
type App = Selectable<Tables['composio_apps_cache']>;

const fulfilling =
  ({ category, needsSetup }: Filters) =>
  (eb: AppTable) =>
    eb.and([
      ...(category
        ? [eb('a.categories', '@>', sql<App['categories']>`${JSON.stringify([{ slug: category }])}::jsonb`)]
        : []),
      ...(needsSetup === undefined ? [] : [eb('a.needs_setup', '=', needsSetup)]),
    ]);
