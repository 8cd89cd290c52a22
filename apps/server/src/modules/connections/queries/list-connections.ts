import { type ConnectionView, connectionViewSchema, statusSchema } from '@patchbay/contracts';
import { type Status, STATUSES } from '@patchbay/lifecycle';
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { idSchema } from '../../../platform/ids.ts';
import { likePattern } from '../../../platform/orm/like-pattern.ts';
import { inNaturalOrder } from '../../../platform/orm/natural-order.ts';
import { cursorOf, nameInPlace, page, pageLimit } from '../../../platform/paging.ts';
import { plainText } from '../../../platform/plain-text.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { appSlug } from '../../catalog/index.ts';
import type { Access } from '../../access/index.ts';
import { selectConnections } from './read-connections.ts';

/** The statuses that come first, before all others. */
const URGENT: Status[] = ['expired', 'pending'];

/** By its slug, and not by its name: a cursor is short, and a name may change with the next sync. */
const place = z.object({
  urgency: z.int().min(0).max(URGENT.length),
  app: appSlug,
  /** Cursors of earlier versions have none. */
  label: nameInPlace.default(''),
  id: idSchema,
});

export const listConnectionsInput = inputObject({
  status: statusSchema.optional(),
  /** Part of the app's name, its slug, or the label. */
  search: plainText(100).optional(),
  cursor: cursorOf(place).optional(),
  limit: pageLimit(50),
}).prefault({});

export const listConnectionsOutput = z.object({
  items: z.array(connectionViewSchema),
  nextCursor: z.string().nullable(),
  /** All of the workspace, whatever the filters. */
  counts: z.record(statusSchema, z.int()),
  /** When something last happened in each of these apps, where something has. By the connection's id. */
  lastEvents: z.record(z.string(), z.iso.datetime()),
});

type Reader = Pick<Access, 'em' | 'workspaceId'>;

/** The workspace's connections: what needs a person first, then what is waiting, then the rest, each by its app's name and its label. */
export async function listConnections(
  reader: Reader,
  input: z.infer<typeof listConnectionsInput>,
): Promise<z.infer<typeof listConnectionsOutput>> {
  const { items, nextCursor } = await pageOfConnections(reader, input);
  const ids = items.map(({ id }) => id);
  return { items, nextCursor, counts: await countByStatus(reader), lastEvents: await lastEventOf(reader, ids) };
}

export async function pageOfConnections(
  { em, workspaceId }: Reader,
  { status, search, cursor, limit }: z.infer<typeof listConnectionsInput>,
): Promise<{ items: ConnectionView[]; nextCursor: string | null }> {
  const pattern = search ? likePattern(search) : null;
  const rows = await selectConnections(
    em,
    sql`c.workspace_id = ${workspaceId}
        ${status ? sql`and c.status = ${status}` : sql``}
        ${pattern ? sql`and (a.name ilike ${pattern} or c.app_slug ilike ${pattern} or c.label ilike ${pattern})` : sql``}
        ${
          cursor
            ? sql`and (${URGENCY}, ${NAME}, ${LABEL}, c.id) >
               (${cursor.urgency}::int, ${nameOf(cursor.app)}, ${cursor.label}::text, ${cursor.id}::uuid)`
            : sql``
        }`,
    sql`order by ${URGENCY}, ${NAME}, ${LABEL}, c.id limit ${limit + 1}`,
  );
  return page(rows, limit, ({ status: last, app, label, id }) => ({
    urgency: urgencyOf(last),
    app: app.slug,
    label,
    id,
  }));
}

/** What the list is ordered by. No index has it: a workspace has as many connections as it has apps, not as it has events. */
const URGENCY = sql`coalesce(array_position(${URGENT}::text[], c.status), ${URGENT.length + 1}) - 1`;
const NAME = inNaturalOrder(sql`coalesce(a.name, c.app_slug)`);
const LABEL = inNaturalOrder(sql`c.label`);

function urgencyOf(status: Status): number {
  const rank = URGENT.indexOf(status);
  return rank < 0 ? URGENT.length : rank;
}

/** What `NAME` is for the app of a cursor, now. */
function nameOf(app: string): RawBuilder<string> {
  return sql`coalesce((select name from composio_apps_cache where slug = ${app}), ${app})`;
}

async function countByStatus({ em, workspaceId }: Reader): Promise<Record<Status, number>> {
  const { rows } = await sql<{ status: Status; count: number }>`
    select status, count(*)::int as count from entity_connections where workspace_id = ${workspaceId} group by status
  `.execute(em.getKysely<Record<string, never>>());
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
  for (const { status, count } of rows) counts[status] = count;
  return counts;
}

/** One look into an index for each: the newest event is the one with the highest id. */
async function lastEventOf({ em, workspaceId }: Reader, ids: string[]): Promise<Record<string, string>> {
  const { rows } = await sql<{ id: string; at: Date }>`
    select c.id, e.received_at as at
      from unnest(${ids}::uuid[]) as c (id)
     cross join lateral (
       select received_at from events
        where workspace_id = ${workspaceId} and connection_id = c.id order by id desc limit 1
     ) e
  `.execute(em.getKysely<Record<string, never>>());
  return Object.fromEntries(rows.map(({ id, at }) => [id, at.toISOString()]));
}
