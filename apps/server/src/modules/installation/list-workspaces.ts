import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { cursorOf, page, pageLimit } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { db } from '../../platform/orm/tables.ts';
import { count } from '../../platform/orm/expressions.ts';

export const listWorkspacesInput = inputObject({
  limit: pageLimit(50),
  cursor: cursorOf(z.object({ id: idSchema })).optional(),
}).prefault({});

const workspace = z.object({
  id: z.string(),
  name: z.string(),
  members: z.int(),
  connections: z.int(),
  createdAt: z.iso.datetime(),
});

export const listWorkspacesOutput = z.object({
  /** The number on all pages together. */
  total: z.int(),
  items: z.array(workspace),
  nextCursor: z.string().nullable(),
});

/** Every workspace of the installation, newest first (ids are ordered by time). Shows no content of a workspace. */
export async function listWorkspaces(
  { em }: { em: EntityManager },
  { limit, cursor }: z.infer<typeof listWorkspacesInput>,
): Promise<z.infer<typeof listWorkspacesOutput>> {
  const all = await db(em).selectFrom('organization').select(count.as('total')).executeTakeFirstOrThrow();
  const rows = await db(em)
    .selectFrom('organization as o')
    .select((eb) => [
      'o.id',
      'o.name',
      'o.createdAt',
      eb
        .selectFrom('member as m')
        .select(count.as('count'))
        .whereRef('m.organizationId', '=', 'o.id')
        .$asScalar()
        .$notNull()
        .as('members'),
      eb
        .selectFrom('entity_connections as c')
        .select(count.as('count'))
        .whereRef('c.workspace_id', '=', 'o.id')
        .$asScalar()
        .$notNull()
        .as('connections'),
    ])
    .$if(cursor !== undefined, (q) => q.where('o.id', '<', cursor?.id ?? ''))
    .orderBy('o.id', 'desc')
    .limit(limit + 1)
    .execute();
  const { items, nextCursor } = page(rows, limit, ({ id }) => ({ id }));
  const views = items.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  return { total: all.total, items: views, nextCursor };
}
