import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import { likePattern } from '../../platform/orm/like-pattern.ts';
import { cursorOf, page, pageLimit } from '../../platform/paging.ts';
import { plainText } from '../../platform/plain-text.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { db } from '../../platform/orm/tables.ts';
import { count } from '../../platform/orm/expressions.ts';
import type { Access } from '../access/index.ts';
import { appSlug, findApp } from './known-app.ts';

const position = z.object({ name: z.string(), slug: z.string() });

export const listActionsInput = inputObject({
  app: appSlug,
  search: plainText(100).optional().describe('Part of the name or the description.'),
  cursor: cursorOf(position).optional(),
  limit: pageLimit(50),
});

const action = z.object({ slug: z.string(), name: z.string(), description: z.string(), tags: z.array(z.string()) });

export const listActionsOutput = z.object({
  items: z.array(action),
  nextCursor: z.string().nullable(),
  total: z.int(),
});

/** The actions of an app, sorted by name. */
export async function listActions(
  { em }: Access,
  { app, search, cursor, limit }: z.infer<typeof listActionsInput>,
): Promise<z.infer<typeof listActionsOutput>> {
  if (!(await findApp(em, app))) throw new AppError('APP_UNKNOWN');
  const pattern = search ? likePattern(search) : null;
  const found = db(em)
    .selectFrom('composio_actions_cache')
    .where('app_slug', '=', app)
    .where('gone_at', 'is', null)
    .$if(pattern !== null, (q) => q.where((eb) => eb.or(SEARCHED.map((column) => eb(column, 'ilike', pattern)))));
  const rows = await found
    .select(['slug', 'name', 'description', 'tags'])
    .$if(cursor !== undefined, (q) =>
      q.where((eb) => eb(eb.refTuple('name', 'slug'), '>', eb.tuple(cursor?.name ?? '', cursor?.slug ?? ''))),
    )
    .orderBy('name')
    .orderBy('slug')
    .limit(limit + 1)
    .execute();
  const { total } = await found.select(count.as('total')).executeTakeFirstOrThrow();
  return { ...page(rows, limit, ({ name, slug }) => ({ name, slug })), total };
}

const SEARCHED = ['name', 'slug', 'description'] as const;
