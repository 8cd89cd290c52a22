import { roleSchema } from '@patchbay/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { nameInPlace, page, pageInput, pageOf } from '../../../platform/paging.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import type { Access } from '../../access/index.ts';

const place = z.object({ joinedAt: z.iso.datetime(), userId: nameInPlace });

export const listMembersInput = inputObject(pageInput(place)).prefault({});

export const membersSchema = pageOf(
  z.object({
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    role: roleSchema,
    joinedAt: z.iso.datetime(),
  }),
);

/** As precise as a cursor is. */
const JOINED = sql`date_trunc('milliseconds', m."createdAt")`;

/** Everybody in the workspace, the longest there first. */
export async function listMembers(
  { em, workspaceId }: Access,
  { cursor, limit }: z.infer<typeof listMembersInput>,
): Promise<z.infer<typeof membersSchema>> {
  const after = cursor
    ? sql`and (${JOINED}, m."userId") > (${cursor.joinedAt}::timestamptz, ${cursor.userId}::text)`
    : sql``;
  const { rows } = await sql<{ userId: string; name: string; email: string; role: string; joinedAt: Date }>`
    select m."userId", u."name", u."email", m."role", m."createdAt" as "joinedAt"
      from "member" m join "user" u on u."id" = m."userId"
     where m."organizationId" = ${workspaceId} ${after} order by ${JOINED}, m."userId" limit ${limit + 1}
  `.execute(em.getKysely<Record<string, never>>());
  const items = rows.map((row) => ({ ...row, role: roleSchema.parse(row.role), joinedAt: row.joinedAt.toISOString() }));
  return page(items, limit, ({ joinedAt, userId }) => ({ joinedAt, userId }));
}
