import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import { cursorOf, page, pageLimit } from '../../platform/paging.ts';
import { plainText } from '../../platform/plain-text.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { db } from '../../platform/orm/tables.ts';
import type { Access } from '../access/index.ts';
import { appSlug } from './known-app.ts';
import { usesOwnClient } from './schemes/uses-own-client.ts';
import { appMetadataSchema } from './app-metadata.ts';

const position = z.object({ offset: z.int().min(0).max(10_000) });

export const listTriggersInput = inputObject({
  app: appSlug,
  search: plainText(100).optional().describe('Part of the name or the description.'),
  cursor: cursorOf(position).optional(),
  limit: pageLimit(50),
});

const trigger = appMetadataSchema.shape.triggers.element
  .pick({
    slug: true,
    name: true,
    description: true,
    type: true,
  })
  .extend({
    needsEndpoint: z
      .boolean()
      .describe('Whether it needs a webhook endpoint at the provider, because the project has an own OAuth client.'),
  });

export const listTriggersOutput = z.object({
  items: z.array(trigger),
  nextCursor: z.string().nullable(),
  total: z.int(),
});

/** The kinds of event an app can send, by name. They are kept with the app, so one row holds them all. */
export async function listTriggers(
  { em }: Access,
  { app, search = '', cursor, limit }: z.infer<typeof listTriggersInput>,
): Promise<z.infer<typeof listTriggersOutput>> {
  const row = await db(em)
    .selectFrom('composio_apps_cache')
    .select('app_metadata as metadata')
    .where('slug', '=', app)
    .where('gone_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new AppError('APP_UNKNOWN');
  const wanted = search.toLowerCase();
  const found = row.metadata.triggers.filter(({ name, slug, description }) =>
    `${name}\n${slug}\n${description}`.toLowerCase().includes(wanted),
  );
  // The provider returns them in no useful order.
  const sorted = found.toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.slug.localeCompare(b.slug, 'en'));
  const offset = cursor?.offset ?? 0;
  const isOwn = await usesOwnClient(em, app);
  const rows = sorted
    .slice(offset, offset + limit + 1)
    .map((each) => ({ ...each, needsEndpoint: isOwn && each.needsEndpoint === true }));
  return { ...page(rows, limit, () => ({ offset: offset + limit })), total: found.length };
}
