import { eventViewSchema } from '@patchbay/contracts';
import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { cursorOf, page, pageLimit } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../access/index.ts';
import { eventFilterFields, matchingEvents } from './event-filter.ts';
import { eventView } from './read-events.ts';

const position = z.object({ id: idSchema });

export const listEventsInput = inputObject({
  ...eventFilterFields,
  cursor: cursorOf(position).optional(),
  limit: pageLimit(50),
}).prefault({});

export const listEventsOutput = z.object({ items: z.array(eventViewSchema), nextCursor: z.string().nullable() });

/** The workspace's events, newest first: ids are ordered by time. */
export async function listEvents(
  access: Pick<Access, 'em' | 'workspaceId'>,
  { cursor, limit, ...filter }: z.infer<typeof listEventsInput>,
): Promise<z.infer<typeof listEventsOutput>> {
  const rows = await matchingEvents(access, filter)
    .$if(cursor !== undefined, (q) => q.where('e.id', '<', cursor?.id ?? ''))
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows.map(eventView), limit, ({ id }) => ({ id }));
}
