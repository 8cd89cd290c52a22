import { eventViewSchema } from '@patchbay/contracts';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Access } from '../access/index.ts';
import { eventView, selectEvents } from './read-events.ts';

export const eventDetailSchema = eventViewSchema.extend({
  /** What the app sent, as described by the trigger's payload schema. */
  payload: z.unknown(),
});

/** One event with its payload. Throws EVENT_UNKNOWN, for ids of other workspaces as for unknown ones. */
export async function getEvent(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { id }: { id: string },
): Promise<z.infer<typeof eventDetailSchema>> {
  const own = selectEvents(em, { payload: true }).where('e.workspace_id', '=', workspaceId);
  const row = await own.where('e.id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('EVENT_UNKNOWN');
  return { payload: undefined, ...eventView(row) };
}
