import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import { cursorOf, page, pageLimit } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';

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
  /** Of all pages together. */
  total: z.int(),
  items: z.array(workspace),
  nextCursor: z.string().nullable(),
});

type Row = Omit<z.infer<typeof workspace>, 'createdAt'> & { createdAt: Date };

/** Every workspace of the installation, the newest first: ids hold the time they were made at. What is in them stays theirs. */
export async function listWorkspaces(
  { em }: { em: EntityManager },
  { limit, cursor }: z.infer<typeof listWorkspacesInput>,
): Promise<z.infer<typeof listWorkspacesOutput>> {
  const [all] = await executeSql<{ total: number }>(em, 'select count(*)::int as total from "organization"');
  const rows = await executeSql<Row>(
    em,
    `select o."id", o."name", o."createdAt",
            (select count(*)::int from "member" m where m."organizationId" = o."id") as members,
            (select count(*)::int from entity_connections c where c.workspace_id = o."id") as connections
       from "organization" o where $1::text is null or o."id" < $1 order by o."id" desc limit $2`,
    [cursor?.id ?? null, limit + 1],
  );
  const { items, nextCursor } = page(rows, limit, ({ id }) => ({ id }));
  const views = items.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  return { total: all?.total ?? 0, items: views, nextCursor };
}
