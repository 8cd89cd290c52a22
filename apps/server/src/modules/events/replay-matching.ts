import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { anyOf } from '../../platform/orm/expressions.ts';
import { db } from '../../platform/orm/tables.ts';
import { cursorOf, encodeCursor } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../access/index.ts';
import { DELIVERIES_TOPIC, type EndpointsDeps, planDeliveries } from '../outbound-webhooks/index.ts';
import { eventFilterFields, matchingEvents } from './event-filter.ts';

/** Events per call, in one transaction. */
const AT_ONCE = 500;

export const replayMatchingInput = inputObject({
  ...eventFilterFields,
  /** The `nextCursor` of the previous call, to continue. */
  cursor: cursorOf(z.object({ id: idSchema })).optional(),
});

export const replayMatchingOutput = z.object({
  events: z.int(),
  deliveries: z.int(),
  /** Where the next call continues; null when all events were replayed. */
  nextCursor: z.string().nullable(),
});

/**
 * Delivers the events that match, the newest first, to every endpoint that is subscribed to them now, like `replayEvent`. Each
 * call replays some of them, and returns where to continue.
 */
export async function replayMatching(
  { newId, clock, changes }: Pick<EndpointsDeps, 'newId' | 'clock' | 'changes'>,
  { em, workspaceId }: Access,
  { cursor, ...filter }: z.infer<typeof replayMatchingInput>,
): Promise<z.infer<typeof replayMatchingOutput>> {
  const done = await em.fork().transactional(async (tx) => {
    const found = await matchingEvents({ em: tx, workspaceId }, filter)
      .clearSelect()
      .select('e.id')
      .$if(cursor !== undefined, (q) => q.where('e.id', '<', cursor?.id ?? ''))
      .orderBy('e.id', 'desc')
      .limit(AT_ONCE)
      .execute();
    const ids = found.map(({ id }) => id);
    const events = db(tx).updateTable('events').where('workspace_id', '=', workspaceId).where('id', '=', anyOf(ids));
    await events.set({ verdict: 'accepted' }).execute();
    const wanted = ids.map((id) => ({ workspaceId, id }));
    return { ids, deliveries: await planDeliveries({ tx, newId, now: clock.now() }, wanted) };
  });
  changes.notify(DELIVERIES_TOPIC);
  const last = done.ids.length < AT_ONCE ? undefined : done.ids.at(-1);
  return { events: done.ids.length, deliveries: done.deliveries, nextCursor: last ? encodeCursor({ id: last }) : null };
}
