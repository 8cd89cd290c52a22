import { type ExpressionBuilder, type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { likePattern, prefixPattern } from '../../platform/orm/like-pattern.ts';
import { inNaturalOrder } from '../../platform/orm/natural-order.ts';
import { cursorOf, page, pageLimit } from '../../platform/paging.ts';
import { plainText } from '../../platform/plain-text.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { db } from '../../platform/orm/tables.ts';
import { count } from '../../platform/orm/expressions.ts';
import type { Tables } from '../../platform/orm/table-types.ts';
import type { Access } from '../access/index.ts';
import { appCardSchema, selectApps, withLogo } from './read-apps.ts';

const position = z.object({ offset: z.int().min(0).max(100_000) });

export const listAppsInput = inputObject({
  search: plainText(100).optional().describe('Words of the app’s name or description.'),
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
 * The marketplace. With a search, names that begin with it come first. Positions are offsets: the catalog has a few
 * thousand rows and changes only with a sync, and a search has no key to continue from.
 */
export async function listApps(
  { em, workspaceId }: Access,
  { search, category, needsSetup, sort, cursor, limit }: z.infer<typeof listAppsInput>,
): Promise<z.infer<typeof listAppsOutput>> {
  const offset = cursor?.offset ?? 0;
  const wanted = matching({ search, category, needsSetup });
  const rows = await selectApps(em, workspaceId)
    .where(wanted)
    .$if(search !== undefined, (q) => q.orderBy(startsWith(search), 'desc').orderBy(contains(search), 'desc'))
    .$if(sort === 'name', (q) => q.orderBy((eb) => inNaturalOrder(eb.ref('a.name'))))
    .$if(sort === 'popular', (q) => q.orderBy('a.position'))
    .orderBy('a.slug')
    .limit(limit + 1)
    .offset(offset)
    .execute();
  const { total } = await db(em)
    .selectFrom('composio_apps_cache as a')
    .select(count.as('total'))
    .where('a.gone_at', 'is', null)
    .where(wanted)
    .executeTakeFirstOrThrow();
  return { ...page(rows.map(withLogo), limit, () => ({ offset: offset + limit })), total };
}

type Filters = Pick<z.infer<typeof listAppsInput>, 'search' | 'category' | 'needsSetup'>;
type App = Selectable<Tables['composio_apps_cache']>;
type AppTable = ExpressionBuilder<{ a: Tables['composio_apps_cache'] }, 'a'>;

const matching =
  ({ search, category, needsSetup }: Filters) =>
  (eb: AppTable) =>
    eb.and([
      ...(search ? [eb('a.search_text', 'like', eb.fn<string>('lower', [eb.val(likePattern(search))]))] : []),
      ...(category
        ? [eb('a.categories', '@>', sql<App['categories']>`${JSON.stringify([{ slug: category }])}::jsonb`)]
        : []),
      ...(needsSetup === undefined ? [] : [eb('a.needs_setup', '=', needsSetup)]),
    ]);

const startsWith =
  (text = '') =>
  (eb: AppTable) =>
    eb('a.name', 'ilike', prefixPattern(text));
const contains =
  (text = '') =>
  (eb: AppTable) =>
    eb('a.name', 'ilike', likePattern(text));
