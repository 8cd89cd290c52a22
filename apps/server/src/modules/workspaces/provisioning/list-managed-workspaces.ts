import { countedWorkspaceSchema } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { likePattern } from '../../../platform/orm/like-pattern.ts';
import { nameInCursor, page, pageInput, pageOf } from '../../../platform/paging.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { countedView, isNamed, type OneWorkspace, selectCounted } from './managed-workspaces.ts';

export const listManagedWorkspacesInput = inputObject({
  search: z.string().max(256).default('').describe('Part of the name or of the external id, in any case.'),
  status: z
    .enum(['all', 'active', 'archived'])
    .default('all')
    .describe('Only workspaces in use, or only archived ones.'),
  ...pageInput(z.object({ id: nameInCursor }), 50),
}).prefault({});

export const listManagedWorkspacesOutput = pageOf(countedWorkspaceSchema);

/** The workspaces of the installation, newest first. */
export async function listManagedWorkspaces(
  { em }: { em: EntityManager },
  { search, status, limit, cursor }: z.infer<typeof listManagedWorkspacesInput>,
): Promise<z.infer<typeof listManagedWorkspacesOutput>> {
  const wanted = nameInCursor.parse(search.normalize('NFC').trim());
  const pattern = likePattern(wanted);
  const rows = await selectCounted(em)
    .$if(wanted !== '', (q) =>
      q.where((eb) => eb.or([eb('o.name', 'ilike', pattern), eb('o.externalId', 'ilike', pattern)])),
    )
    .$if(status !== 'all', (q) => q.where('o.archivedAt', status === 'active' ? 'is' : 'is not', null))
    .$if(cursor !== undefined, (q) => q.where('o.id', '<', cursor?.id ?? ''))
    .orderBy('o.id', 'desc')
    .limit(limit + 1)
    .execute();
  const { items, nextCursor } = page(rows, limit, ({ id }) => ({ id }));
  return { items: items.map(countedView), nextCursor };
}

/** Throws WORKSPACE_UNKNOWN. */
export async function getManagedWorkspace(
  { em }: { em: EntityManager },
  named: OneWorkspace,
): Promise<z.infer<typeof countedWorkspaceSchema>> {
  const row = await selectCounted(em).where(isNamed(named)).executeTakeFirst();
  if (!row) throw new AppError('WORKSPACE_UNKNOWN');
  return countedView(row);
}
