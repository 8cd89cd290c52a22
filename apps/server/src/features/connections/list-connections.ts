import { connectionViewSchema, type Status, statusSchema, STATUSES } from '@patchbay/lifecycle';
import { sql } from 'kysely';
import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { likePattern } from '../../platform/orm/like-pattern.ts';
import { cursorOf, page, pageLimit } from '../../platform/paging.ts';
import { plainText } from '../../platform/plain-text.ts';
import type { Access } from '../workspaces/access.ts';
import { selectConnections } from './read-connections.ts';

const place = z.object({ createdAt: z.iso.datetime(), id: idSchema });

export const listConnectionsInput = z
  .object({
    status: statusSchema.optional(),
    /** Part of the app's name, its slug, or the label. */
    search: plainText(100).optional(),
    cursor: cursorOf(place).optional(),
    limit: pageLimit(50),
  })
  .prefault({});

export const listConnectionsOutput = z.object({
  items: z.array(connectionViewSchema),
  nextCursor: z.string().nullable(),
  /** All of the workspace, whatever the filters. */
  counts: z.record(statusSchema, z.int()),
});

/** The workspace's connections, the newest first. */
export async function listConnections(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { status, search, cursor, limit }: z.infer<typeof listConnectionsInput>,
): Promise<z.infer<typeof listConnectionsOutput>> {
  const pattern = search ? likePattern(search) : null;
  const rows = await selectConnections(
    em,
    sql`c.workspace_id = ${workspaceId}
        ${status ? sql`and c.status = ${status}` : sql``}
        ${pattern ? sql`and (a.name ilike ${pattern} or c.app_slug ilike ${pattern} or c.label ilike ${pattern})` : sql``}
        ${cursor ? sql`and (c.created_at, c.id) < (${cursor.createdAt}::timestamptz, ${cursor.id}::uuid)` : sql``}`,
    sql`order by c.created_at desc, c.id desc limit ${limit + 1}`,
  );
  const { items, nextCursor } = page(rows, limit, ({ createdAt, id }) => ({ createdAt, id }));
  return { items, nextCursor, counts: await countByStatus({ em, workspaceId }) };
}

async function countByStatus({ em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>): Promise<Record<Status, number>> {
  const { rows } = await sql<{ status: Status; count: number }>`
    select status, count(*)::int as count from entity_connections where workspace_id = ${workspaceId} group by status
  `.execute(em.getKysely<Record<string, never>>());
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
  for (const { status, count } of rows) counts[status] = count;
  return counts;
}
