import { eventViewSchema } from '@patchbay/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Access } from '../access/index.ts';
import { selectEvents } from './read-events.ts';

export const eventDetailSchema = eventViewSchema.extend({
  /** What the app sent, as it is described by the trigger's payload schema. */
  payload: z.unknown(),
});

/** One event with its payload. Throws EVENT_UNKNOWN, for other workspaces' ids as for random ones. */
export async function getEvent(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { id }: { id: string },
): Promise<z.infer<typeof eventDetailSchema>> {
  const where = sql`e.workspace_id = ${workspaceId} and e.id = ${id}`;
  const [event] = await selectEvents(em, where, { payload: true });
  if (!event) throw new AppError('EVENT_UNKNOWN');
  return { ...event, payload: event.payload };
}
