import { reasonSchema } from '@patchbay/contracts';
import { STATUSES, type Reason } from '@patchbay/lifecycle';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { idSchema } from '../../../platform/ids.ts';
import { cursorOf, page, pageLimit } from '../../../platform/paging.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { db } from '../../../platform/orm/tables.ts';
import { type Access, actorSchema } from '../../access/index.ts';
import { eventNamed, HISTORY_EVENTS, type StoredEvent } from '../history-entry.entity.ts';

const machineState = z.enum(['none', ...STATUSES]);
const position = z.object({ seq: z.string().regex(/^\d{1,18}$/) });

export const listHistoryInput = inputObject({
  id: idSchema.describe('The id of the connection.'),
  cursor: cursorOf(position).optional(),
  limit: pageLimit(50),
});

const historyLine = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  event: z.enum(HISTORY_EVENTS),
  from: machineState,
  to: machineState,
  ignored: z.boolean(),
  actor: actorSchema,
  reason: reasonSchema.nullable(),
  version: z.int(),
});

type HistoryLine = z.infer<typeof historyLine>;

export const listHistoryOutput = z.object({ items: z.array(historyLine), nextCursor: z.string().nullable() });

interface Row extends Omit<HistoryLine, 'at' | 'event' | 'reason'> {
  event: StoredEvent;
  seq: string;
  at: Date;
  reason_code: Reason['code'] | null;
  reason_detail: string | null;
}

/** The history of a connection, newest first. Still readable after the connection was removed. */
export async function listHistory(
  { em, workspaceId }: Access,
  { id, cursor, limit }: z.infer<typeof listHistoryInput>,
): Promise<z.infer<typeof listHistoryOutput>> {
  const rows = await db(em)
    .selectFrom('connection_events as e')
    .select((eb) => ['e.id', eb.cast<string>('e.seq', 'text').as('seq'), 'e.at', 'e.event', 'e.from_status as from'])
    .select(['e.to_status as to', 'e.ignored', 'e.actor', 'e.reason_code', 'e.reason_detail', 'e.version'])
    .where('e.workspace_id', '=', workspaceId)
    .where('e.connection_id', '=', id)
    .$if(cursor !== undefined, (q) => q.where('e.seq', '<', cursor?.seq ?? ''))
    // Qualified, because the bare name refers to the text alias above, which sorts 10 before 9.
    .orderBy('e.seq', 'desc')
    .limit(limit + 1)
    .execute();
  if (rows.length === 0 && !cursor) throw new AppError('CONNECTION_UNKNOWN');
  const { items, nextCursor } = page(rows, limit, ({ seq }) => ({ seq }));
  return { items: items.map(asLine), nextCursor };
}

function asLine({ seq: _seq, at, reason_code: code, reason_detail: detail, ...row }: Row): HistoryLine {
  return { ...row, event: eventNamed(row.event), at: at.toISOString(), reason: code ? { code, detail } : null };
}
