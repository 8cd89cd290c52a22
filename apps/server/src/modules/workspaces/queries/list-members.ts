import { roleSchema } from '@patchbay/contracts';
import { type Expression, sql } from 'kysely';
import { z } from 'zod';
import { nameInCursor, page, pageInput, pageOf } from '../../../platform/paging.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Access } from '../../access/index.ts';

const position = z.object({ joinedAt: z.iso.datetime(), userId: nameInCursor });

export const listMembersInput = inputObject(pageInput(position)).prefault({});

export const membersSchema = pageOf(
  z.object({
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    role: roleSchema,
    joinedAt: z.iso.datetime(),
  }),
);

/** Truncated to the precision of a cursor. */
const joined = (at: Expression<Date>) => sql`date_trunc('milliseconds', ${at})`;

/** All members of the workspace, in the order in which they joined. */
export async function listMembers(
  { em, workspaceId }: Access,
  { cursor, limit }: z.infer<typeof listMembersInput>,
): Promise<z.infer<typeof membersSchema>> {
  const rows = await db(em)
    .selectFrom('member as m')
    .innerJoin('user as u', 'u.id', 'm.userId')
    .select(['m.userId', 'u.name', 'u.email', 'm.role', 'm.createdAt as joinedAt'])
    .where('m.organizationId', '=', workspaceId)
    .$if(cursor !== undefined, (q) =>
      q.where((eb) => sql<boolean>`(${joined(eb.ref('m.createdAt'))}, ${eb.ref('m.userId')}) > ${positionOf(cursor)}`),
    )
    .orderBy((eb) => joined(eb.ref('m.createdAt')))
    .orderBy('m.userId')
    .limit(limit + 1)
    .execute();
  const items = rows.map((row) => ({ ...row, role: roleSchema.parse(row.role), joinedAt: row.joinedAt.toISOString() }));
  return page(items, limit, ({ joinedAt, userId }) => ({ joinedAt, userId }));
}

const positionOf = (cursor: z.infer<typeof position> | undefined) =>
  sql`(${cursor?.joinedAt}::timestamptz, ${cursor?.userId}::text)`;
