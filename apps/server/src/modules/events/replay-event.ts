import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import { db } from '../../platform/orm/tables.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { z } from 'zod';
import type { Access } from '../access/index.ts';
import {
  DELIVERIES_TOPIC,
  type EndpointsDeps,
  planDeliveries,
  type plannedOutput,
} from '../outbound-webhooks/index.ts';

export const replayEventInput = inputObject({ id: idSchema });

/**
 * Delivers an event to every endpoint that is subscribed to it now, even if no trigger subscription explains it. Throws
 * EVENT_UNKNOWN.
 */
export async function replayEvent(
  { newId, clock, changes }: Pick<EndpointsDeps, 'newId' | 'clock' | 'changes'>,
  { em, workspaceId }: Access,
  { id }: z.infer<typeof replayEventInput>,
): Promise<z.infer<typeof plannedOutput>> {
  const deliveries = await em.fork().transactional(async (tx) => {
    const events = db(tx).updateTable('events').where('workspace_id', '=', workspaceId).where('id', '=', id);
    const found = await events.set({ verdict: 'accepted' }).returning('id').executeTakeFirst();
    if (!found) throw new AppError('EVENT_UNKNOWN');
    return planDeliveries({ tx, newId, now: clock.now() }, [{ workspaceId, id }]);
  });
  changes.notify(DELIVERIES_TOPIC);
  return { deliveries };
}
