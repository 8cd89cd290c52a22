import { type WorkspaceView, workspaceViewSchema } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { z } from 'zod';
import { inNaturalOrder } from '../../../platform/orm/natural-order.ts';
import { nameInPlace, page, pageInput, pageOf } from '../../../platform/paging.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';

const place = z.object({ name: nameInPlace, id: nameInPlace });

export const listWorkspacesInput = inputObject(pageInput(place)).prefault({});

export const listWorkspacesOutput = pageOf(workspaceViewSchema);

const NAME = inNaturalOrder(sql`o."name"`);

/** Every workspace of the person, by name. */
export async function listWorkspaces(
  { em, userId }: { em: EntityManager; userId: string },
  { cursor, limit }: z.infer<typeof listWorkspacesInput>,
): Promise<z.infer<typeof listWorkspacesOutput>> {
  const after = cursor ? sql`and (${NAME}, o."id") > (${cursor.name}::text, ${cursor.id}::text)` : sql``;
  const { rows } = await sql<WorkspaceView>`
    select o."id", o."name", m."role"
      from "member" m join "organization" o on o."id" = m."organizationId"
     where m."userId" = ${userId} ${after} order by ${NAME}, o."id" limit ${limit + 1}
  `.execute(em.getKysely<Record<string, never>>());
  return page(rows, limit, ({ name, id }) => ({ name, id }));
}
