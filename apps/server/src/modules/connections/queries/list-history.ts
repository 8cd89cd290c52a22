import { endUserFields, reasonSchema } from '@patchbay/contracts';
import { STATUSES, type Reason } from '@patchbay/lifecycle';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { idSchema } from '../../../platform/ids.ts';
import { cursorOf, page, pageLimit } from '../../../platform/paging.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { hasTags } from '../../../platform/orm/has-tags.ts';
import { db } from '../../../platform/orm/tables.ts';
import { type Access, actorSchema } from '../../access/index.ts';
import { eventNamed, HISTORY_EVENTS, type StoredEvent } from '../history-entry.entity.ts';

const machineState = z.enum(['none', ...STATUSES]);
const position = z.object({ seq: z.string().regex(/^\d{1,18}$/) });

export const listHistoryInput = inputObject({
  id: idSchema
    .optional()
    .describe('The id of the connection. Left out: the history of all connections, removed ones included.'),
  ...endUserFields,
  cursor: cursorOf(position).optional(),
  limit: pageLimit(50),
}).prefault({});

const historyLine = z.object({
  id: z.string(),
  connectionId: z.string(),
  app: z.string(),
  endUserId: z
    .string()
    .nullable()
    .describe('Whose connection it was; null for a member’s, and where the end user was forgotten.'),
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

/** The history of a connection, or of all, newest first. Still readable after a connection was removed. */
export async function listHistory(
  { em, workspaceId }: Access,
  { id, endUserId, tags, cursor, limit }: z.infer<typeof listHistoryInput>,
): Promise<z.infer<typeof listHistoryOutput>> {
  const rows = await db(em)
    .selectFrom('connection_events as e')
    .select((eb) => ['e.id', eb.cast<string>('e.seq', 'text').as('seq'), 'e.at', 'e.event', 'e.from_status as from'])
    .select(['e.connection_id as connectionId', 'e.app_slug as app', 'e.end_user_id as endUserId'])
    .select(['e.to_status as to', 'e.ignored', 'e.actor', 'e.reason_code', 'e.reason_detail', 'e.version'])
    .where('e.workspace_id', '=', workspaceId)
    .$if(id !== undefined, (q) => q.where('e.connection_id', '=', id ?? ''))
    .$if(endUserId !== undefined, (q) => q.where('e.end_user_id', '=', endUserId ?? ''))
    .$if(tags !== undefined, (q) => q.where((eb) => hasTags(eb.ref('e.tags'), tags ?? {})))
    .$if(cursor !== undefined, (q) => q.where('e.seq', '<', cursor?.seq ?? ''))
    // Qualified, because the bare name refers to the text alias above, which sorts 10 before 9.
    .orderBy('e.seq', 'desc')
    .limit(limit + 1)
    .execute();
  if (rows.length === 0 && id !== undefined) await requireKnown({ em, workspaceId }, id);
  const { items, nextCursor } = page(rows, limit, ({ seq }) => ({ seq }));
  return { items: items.map(asLine), nextCursor };
}

/** A page without entries: of no such connection, or after the last one, or of another end user. */
async function requireKnown({ em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>, id: string): Promise<void> {
  const known = db(em).selectFrom('connection_events').select('id').where('workspace_id', '=', workspaceId);
  if (!(await known.where('connection_id', '=', id).limit(1).executeTakeFirst()))
    throw new AppError('CONNECTION_UNKNOWN');
}

function asLine({ seq: _seq, at, reason_code: code, reason_detail: detail, ...row }: Row): HistoryLine {
  return { ...row, event: eventNamed(row.event), at: at.toISOString(), reason: code ? { code, detail } : null };
}
