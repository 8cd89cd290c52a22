import { eventVerdict, eventViewSchema } from '@patchbay/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { cursorOf, page, pageLimit } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { appSlug, triggerSlug } from '../catalog/index.ts';
import type { Access } from '../access/index.ts';
import { selectEvents } from './read-events.ts';

const place = z.object({ id: idSchema });

export const listEventsInput = inputObject({
  app: appSlug.optional(),
  trigger: triggerSlug.optional(),
  connectionId: idSchema.optional(),
  verdict: eventVerdict.optional(),
  cursor: cursorOf(place).optional(),
  limit: pageLimit(50),
}).prefault({});

export const listEventsOutput = z.object({ items: z.array(eventViewSchema), nextCursor: z.string().nullable() });

/** The workspace's events, the newest first. Their ids hold the time, so the key is also the order. */
export async function listEvents(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { app, trigger, connectionId, verdict, cursor, limit }: z.infer<typeof listEventsInput>,
): Promise<z.infer<typeof listEventsOutput>> {
  const conditions = [
    sql`e.workspace_id = ${workspaceId}`,
    ...(app ? [sql`e.app_slug = ${app}`] : []),
    ...(trigger ? [sql`e.trigger_slug = ${trigger}`] : []),
    ...(connectionId ? [sql`e.connection_id = ${connectionId}`] : []),
    ...(verdict ? [sql`e.verdict = ${verdict}`] : []),
    ...(cursor ? [sql`e.id < ${cursor.id}`] : []),
  ];
  const rest = sql`order by e.id desc limit ${limit + 1}`;
  const rows = await selectEvents(em, sql.join(conditions, sql` and `), { rest });
  return page(rows, limit, ({ id }) => ({ id }));
}
