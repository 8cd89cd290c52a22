import { workspaceViewSchema } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { z } from 'zod';
import { inNaturalOrder } from '../../../platform/orm/natural-order.ts';
import { nameInCursor, page, pageInput, pageOf } from '../../../platform/paging.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { db } from '../../../platform/orm/tables.ts';

const position = z.object({ name: nameInCursor, id: nameInCursor });

export const listWorkspacesInput = inputObject(pageInput(position)).prefault({});

export const listWorkspacesOutput = pageOf(workspaceViewSchema);

/** All workspaces of the person that are not archived, sorted by name. */
export async function listWorkspaces(
  { em, userId }: { em: EntityManager; userId: string },
  { cursor, limit }: z.infer<typeof listWorkspacesInput>,
): Promise<z.infer<typeof listWorkspacesOutput>> {
  const rows = await db(em)
    .selectFrom('member as m')
    .innerJoin('organization as o', 'o.id', 'm.organizationId')
    .select(['o.id', 'o.name', 'm.role'])
    .where('m.userId', '=', userId)
    .where('o.archivedAt', 'is', null)
    .$if(cursor !== undefined, (q) =>
      q.where((eb) => sql<boolean>`(${inNaturalOrder(eb.ref('o.name'))}, ${eb.ref('o.id')}) > ${positionOf(cursor)}`),
    )
    .orderBy((eb) => inNaturalOrder(eb.ref('o.name')))
    .orderBy('o.id')
    .limit(limit + 1)
    .execute();
  return page(rows, limit, ({ name, id }) => ({ name, id }));
}

const positionOf = (cursor: z.infer<typeof position> | undefined) => sql`(${cursor?.name}::text, ${cursor?.id}::text)`;
