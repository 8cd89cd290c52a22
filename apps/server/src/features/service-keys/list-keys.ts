import { sql } from 'kysely';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { idSchema } from '../../platform/ids.ts';
import { cursorOf, page, pageLimit } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../workspaces/access.ts';
import { keyViewSchema } from './key.view.ts';
import { selectKeys } from './read-keys.ts';

const place = z.object({ createdAt: z.iso.datetime(), id: idSchema });

export const listKeysInput = inputObject({ cursor: cursorOf(place).optional(), limit: pageLimit(50) }).prefault({});

export const listKeysOutput = z.object({ items: z.array(keyViewSchema), nextCursor: z.string().nullable() });

/** Every key that may act here, the newest first; revoked ones stay in the list. */
export async function listKeys(
  deps: { clock: Clock },
  access: Access,
  { cursor, limit }: z.infer<typeof listKeysInput>,
): Promise<z.infer<typeof listKeysOutput>> {
  const rows = await selectKeys(deps, access, {
    where: cursor ? sql`(k.created_at, k.id) < (${cursor.createdAt}::timestamptz, ${cursor.id}::uuid)` : sql`true`,
    page: sql`order by k.created_at desc, k.id desc limit ${limit + 1}`,
  });
  return page(rows, limit, ({ createdAt, id }) => ({ createdAt, id }));
}
