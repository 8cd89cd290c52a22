import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { endUserFields } from '@patchbay/contracts';
import { connectionsWith } from '../connections/index.ts';
import { idSchema } from '../../platform/ids.ts';
import { cursorOf, page, pageLimit } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { db } from '../../platform/orm/tables.ts';
import type { Tables } from '../../platform/orm/table-types.ts';
import { type Access, actorSchema } from '../access/index.ts';

const position = z.object({ startedAt: z.iso.datetime(), id: idSchema });

export const listExecutionsInput = inputObject({
  connectionId: idSchema.optional().describe('Only runs with this connection.'),
  ...endUserFields,
  cursor: cursorOf(position).optional(),
  limit: pageLimit(50),
}).prefault({});

const execution = z.object({
  id: z.string(),
  connectionId: z.string(),
  app: z.string(),
  action: z.string(),
  actor: actorSchema,
  /** `failed`: the app said no. `refused`: it was never run. `uncertain`: started, and it is not known how it ended. */
  status: z.enum(['running', 'succeeded', 'failed', 'refused', 'uncertain']),
  error: z.string().nullable(),
  errorCode: z.string().nullable(),
  /** JSON; null unless the installation keeps arguments. */
  arguments: z.string().nullable(),
  startedAt: z.iso.datetime(),
  /** Milliseconds; null while it runs. */
  durationMs: z.int().nullable(),
});

export const listExecutionsOutput = z.object({ items: z.array(execution), nextCursor: z.string().nullable() });

/** What was run in the workspace, the latest first. */
export async function listExecutions(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { connectionId, endUserId, tags, cursor, limit }: z.infer<typeof listExecutionsInput>,
): Promise<z.infer<typeof listExecutionsOutput>> {
  const rows = await db(em)
    .selectFrom('action_executions')
    .select(COLUMNS)
    .where('workspace_id', '=', workspaceId)
    .$if(connectionId !== undefined, (q) => q.where('connection_id', '=', connectionId ?? ''))
    .$if(endUserId !== undefined || tags !== undefined, (q) =>
      q.where('connection_id', 'in', connectionsWith(em, { workspaceId, endUserId, tags })),
    )
    .$if(cursor !== undefined, (q) =>
      q.where((eb) => sql<boolean>`(${eb.ref('started_at')}, ${eb.ref('id')}) < ${positionOf(cursor)}`),
    )
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows.map(asView), limit, ({ startedAt, id }) => ({ startedAt, id }));
}

const positionOf = (cursor: z.infer<typeof position> | undefined) =>
  sql`(${cursor?.startedAt}::timestamptz, ${cursor?.id}::uuid)`;

const COLUMNS = [
  'id',
  'connection_id',
  'app_slug',
  'action_slug',
  'actor',
  'status',
  'error',
  'error_code',
  'arguments',
  'started_at',
  'finished_at',
] as const;

type Row = Pick<Selectable<Tables['action_executions']>, (typeof COLUMNS)[number]>;

function asView(row: Row): z.infer<typeof execution> {
  const { id, actor, status, error } = row;
  return {
    id,
    connectionId: row.connection_id,
    app: row.app_slug,
    action: row.action_slug,
    actor,
    status,
    error,
    errorCode: row.error_code,
    arguments: row.arguments,
    startedAt: row.started_at.toISOString(),
    durationMs: row.finished_at && row.finished_at.getTime() - row.started_at.getTime(),
  };
}
