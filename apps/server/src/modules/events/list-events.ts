import { endUserFields, eventVerdict, eventViewSchema, type OutgoingEventType } from '@patchbay/contracts';
import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { cursorOf, page, pageLimit } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { anyOf } from '../../platform/orm/expressions.ts';
import { appSlug, triggerSlug } from '../catalog/index.ts';
import type { Access } from '../access/index.ts';
import { isEventOf } from '../outbound-webhooks/index.ts';
import { eventTypes } from './event-types.ts';
import { eventView, selectEvents } from './read-events.ts';

const position = z.object({ id: idSchema });

export const listEventsInput = inputObject({
  types: eventTypes,
  app: appSlug.optional(),
  trigger: triggerSlug.optional(),
  connectionId: idSchema.optional().describe('Only events of this connection.'),
  verdict: eventVerdict.optional().describe('Only events that match an enabled trigger, or only those that do not.'),
  ...endUserFields,
  cursor: cursorOf(position).optional(),
  limit: pageLimit(50),
}).prefault({});

export const listEventsOutput = z.object({ items: z.array(eventViewSchema), nextCursor: z.string().nullable() });

/** The workspace's events, newest first: ids are ordered by time. */
export async function listEvents(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { types, app, trigger, connectionId, verdict, endUserId, tags, cursor, limit }: z.infer<typeof listEventsInput>,
): Promise<z.infer<typeof listEventsOutput>> {
  const rows = await selectEvents(em)
    .where('e.workspace_id', '=', workspaceId)
    .where('e.type', '=', anyOf<OutgoingEventType>(types))
    .$if(app !== undefined, (q) => q.where('e.app_slug', '=', app ?? ''))
    .$if(trigger !== undefined, (q) => q.where('e.trigger_slug', '=', trigger ?? ''))
    .$if(connectionId !== undefined, (q) => q.where('e.connection_id', '=', connectionId ?? ''))
    .$if(verdict !== undefined, (q) => q.where('e.verdict', '=', verdict ?? 'accepted'))
    .$if(endUserId !== undefined || tags !== undefined, (q) => q.where((eb) => isEventOf(eb, { endUserId, tags })))
    .$if(cursor !== undefined, (q) => q.where('e.id', '<', cursor?.id ?? ''))
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows.map(eventView), limit, ({ id }) => ({ id }));
}
