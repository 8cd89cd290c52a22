import { z } from 'zod';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { Access } from './access.ts';
import { roleSchema } from './workspace.view.ts';

export const membersSchema = z.object({
  items: z.array(
    z.object({
      userId: z.string(),
      name: z.string(),
      email: z.string(),
      role: roleSchema,
      joinedAt: z.iso.datetime(),
    }),
  ),
});

/** Everybody in the workspace, the longest there first. */
export async function listMembers({ em, workspaceId }: Access): Promise<z.infer<typeof membersSchema>> {
  const rows = await executeSql<{ userId: string; name: string; email: string; role: string; joinedAt: Date }>(
    em,
    `select m."userId", u."name", u."email", m."role", m."createdAt" as "joinedAt"
       from "member" m join "user" u on u."id" = m."userId"
      where m."organizationId" = $1 order by m."createdAt", m."id"`,
    [workspaceId],
  );
  const items = rows.map((row) => ({ ...row, role: roleSchema.parse(row.role), joinedAt: row.joinedAt.toISOString() }));
  return { items };
}
