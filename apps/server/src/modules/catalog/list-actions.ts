import { sql } from 'kysely';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import { likePattern } from '../../platform/orm/like-pattern.ts';
import { cursorOf, page, pageLimit } from '../../platform/paging.ts';
import { plainText } from '../../platform/plain-text.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../access/index.ts';
import { appSlug, findApp } from './known-app.ts';

const place = z.object({ name: z.string(), slug: z.string() });

export const listActionsInput = inputObject({
  app: appSlug,
  search: plainText(100).optional(),
  cursor: cursorOf(place).optional(),
  limit: pageLimit(50),
});

const action = z.object({ slug: z.string(), name: z.string(), description: z.string(), tags: z.array(z.string()) });

export const listActionsOutput = z.object({
  items: z.array(action),
  nextCursor: z.string().nullable(),
  total: z.int(),
});

/** What can be done with an app, by name. */
export async function listActions(
  { em }: Access,
  { app, search, cursor, limit }: z.infer<typeof listActionsInput>,
): Promise<z.infer<typeof listActionsOutput>> {
  if (!(await findApp(em, app))) throw new AppError('APP_UNKNOWN');
  const pattern = search ? likePattern(search) : null;
  const where = sql`app_slug = ${app} and gone_at is null
    ${pattern ? sql`and (name ilike ${pattern} or slug ilike ${pattern} or description ilike ${pattern})` : sql``}`;
  const db = em.getKysely<Record<string, never>>();
  const { rows } = await sql<z.infer<typeof action>>`
    select slug, name, description, tags from composio_actions_cache
     where ${where} ${cursor ? sql`and (name, slug) > (${cursor.name}, ${cursor.slug})` : sql``}
     order by name, slug limit ${limit + 1}
  `.execute(db);
  const counted = await sql<{ total: number }>`
    select count(*)::int as total from composio_actions_cache where ${where}`.execute(db);
  return { ...page(rows, limit, ({ name, slug }) => ({ name, slug })), total: counted.rows[0]?.total ?? 0 };
}
