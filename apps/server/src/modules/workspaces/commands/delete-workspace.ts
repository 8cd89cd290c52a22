import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Jobs } from '../../../platform/jobs/jobs.ts';
import type { ChangeSignal } from '../../../platform/live/change-signal.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Access } from '../../access/index.ts';
import { asTyped } from './as-typed.ts';
import { endWorkspace, lockInvitations } from './end-workspace.ts';

export interface DeleteWorkspaceDeps {
  jobs: Jobs;
  changes: ChangeSignal;
  clock: Clock;
}

/** The workspace's name, typed to confirm. */
export const deleteWorkspaceInput = inputObject({ name: z.string().max(200) });

/**
 * Deletes the workspace permanently. From the commit on, no person and no key has access, and streams end. A job of
 * the same transaction deletes what it has at the provider, and its endpoints. Throws NAME_DIFFERS.
 */
export async function deleteWorkspace(
  deps: DeleteWorkspaceDeps,
  { em, workspaceId, actor }: Access,
  { name }: z.infer<typeof deleteWorkspaceInput>,
): Promise<void> {
  await em.transactional(async (tx) => {
    await requireOwnerOf(tx, { workspaceId, userId: actor.id, name });
    await endWorkspace(deps, tx, { workspaceId, actor });
  });
  deps.changes.notify(workspaceId);
}

interface Asked {
  workspaceId: string;
  userId: string;
  name: string;
}

/** Checked again under the lock. Invitations are locked before the workspace, in the order that accepting one uses. */
async function requireOwnerOf(tx: EntityManager, { workspaceId, userId, name }: Asked): Promise<void> {
  await lockInvitations(tx, workspaceId);
  const workspace = await db(tx)
    .selectFrom('organization as o')
    .select((eb) => [
      'o.name',
      eb
        .selectFrom('member as m')
        .select('m.role')
        .whereRef('m.organizationId', '=', 'o.id')
        .where('m.userId', '=', userId)
        .as('role'),
    ])
    .where('o.id', '=', workspaceId)
    .forUpdate('o')
    .executeTakeFirst();
  if (!workspace?.role) throw new AppError('WORKSPACE_UNKNOWN');
  if (workspace.role !== 'owner') throw new AppError('FORBIDDEN');
  if (asTyped(workspace.name) !== asTyped(name))
    throw new AppError('NAME_DIFFERS', { fields: { name: 'That doesn’t match.' } });
}
