import { sql } from 'kysely';
import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { cursorOf, page, pageLimit } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access, Actor } from '../access/index.ts';

const place = z.object({ startedAt: z.iso.datetime(), id: idSchema });

export const listExecutionsInput = inputObject({
  /** Of one connection; left out, of the whole workspace. */
  connectionId: idSchema.optional(),
  cursor: cursorOf(place).optional(),
  limit: pageLimit(50),
}).prefault({});

const execution = z.object({
  id: z.string(),
  connectionId: z.string(),
  app: z.string(),
  action: z.string(),
  actor: z.object({ kind: z.enum(['user', 'service', 'provider', 'system']), id: z.string(), name: z.string() }),
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

interface Row {
  id: string;
  connection_id: string;
  app_slug: string;
  action_slug: string;
  actor: Actor;
  status: z.infer<typeof execution>['status'];
  error: string | null;
  error_code: string | null;
  arguments: string | null;
  started_at: Date;
  finished_at: Date | null;
}

/** What was run in the workspace, the latest first. */
export async function listExecutions(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { connectionId, cursor, limit }: z.infer<typeof listExecutionsInput>,
): Promise<z.infer<typeof listExecutionsOutput>> {
  const { rows } = await sql<Row>`
    select id, connection_id, app_slug, action_slug, actor, status, error, error_code, arguments, started_at, finished_at
      from action_executions
     where workspace_id = ${workspaceId}
           ${connectionId ? sql`and connection_id = ${connectionId}` : sql``}
           ${cursor ? sql`and (started_at, id) < (${cursor.startedAt}::timestamptz, ${cursor.id}::uuid)` : sql``}
     order by started_at desc, id desc limit ${limit + 1}
  `.execute(em.getKysely<Record<string, never>>());
  return page(rows.map(asView), limit, ({ startedAt, id }) => ({ startedAt, id }));
}

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
