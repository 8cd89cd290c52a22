import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { page, pageInput, pageOf } from '../../platform/paging.ts';
import { db } from '../../platform/orm/tables.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';

export const listActivityInput = inputObject({
  /** Only what was done with this workspace. */
  workspaceId: idSchema.optional().describe('Only what was done to this workspace.'),
  ...pageInput(z.object({ id: idSchema }), 50),
}).prefault({});

const activity = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.object({ kind: z.enum(['user', 'installation']), id: z.string(), name: z.string() }),
  /** The procedure, for example `provisioning.upsertWorkspaces`. */
  action: z.string(),
  workspaceId: z.string().nullable(),
  externalId: z.string().nullable(),
  /** The name of what was changed, as it was then. */
  subject: z.string().nullable(),
  /** `done`, or the code of the error. `started`: running, or the process ended before the outcome was known. */
  outcome: z.string(),
});

export const listActivityOutput = pageOf(activity);

/** What installation admins and installation keys have changed, newest first. */
export async function listActivity(
  { em }: { em: EntityManager },
  { workspaceId, limit, cursor }: z.infer<typeof listActivityInput>,
): Promise<z.infer<typeof listActivityOutput>> {
  const rows = await db(em)
    .selectFrom('installation_activity')
    .select(['id', 'at', 'actor', 'action', 'workspace_id as workspaceId', 'external_id as externalId'])
    .select(['subject', 'outcome'])
    .$if(workspaceId !== undefined, (q) => q.where('workspace_id', '=', workspaceId ?? null))
    .$if(cursor !== undefined, (q) => q.where('id', '<', cursor?.id ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const { items, nextCursor } = page(rows, limit, ({ id }) => ({ id }));
  const views = items.map(({ actor: { kind, id, name }, ...row }) => ({
    ...row,
    at: row.at.toISOString(),
    actor: { kind: kind === 'user' ? ('user' as const) : ('installation' as const), id, name },
  }));
  return { items: views, nextCursor };
}
