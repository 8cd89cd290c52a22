import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../../../platform/clock.ts';
import type { Jobs } from '../../../platform/jobs/jobs.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Access } from '../../access/index.ts';
import { leaveWorkspace } from '../../identity/index.ts';
import { endWorkspaceKeys } from '../../service-keys/index.ts';
import { clearWorkspaceJob } from '../workspace-jobs.ts';
import type { z } from 'zod';

type Remover = z.infer<typeof clearWorkspaceJob.data>['actor'];

/** The order that accepting an invitation uses: before the lock of the workspace. */
export async function lockInvitations(tx: EntityManager, workspaceId: string): Promise<void> {
  const invitations = db(tx).selectFrom('invitation').select('id').where('organizationId', '=', workspaceId);
  await invitations.orderBy('id').forUpdate().execute();
}

/**
 * Deletes the workspace with its members and invitations; a job of the same transaction deletes what it has at the
 * provider, and its endpoints. The caller holds the locks. Keys come last: creating one locks its maker's membership, so
 * a key being created now exists by then and can be ended.
 */
export async function endWorkspace(
  { jobs, clock }: { jobs: Jobs; clock: Clock },
  tx: EntityManager,
  { workspaceId, actor: { kind, id, name } }: Pick<Access, 'workspaceId' | 'actor'>,
): Promise<void> {
  const actor: Remover = { kind: kind === 'installation' ? kind : 'user', id, name };
  await db(tx).deleteFrom('organization').where('id', '=', workspaceId).execute();
  await leaveWorkspace(tx, { workspaceId });
  await endWorkspaceKeys(tx, workspaceId, { actor, now: clock.now() });
  await jobs.send(tx, clearWorkspaceJob, { data: { workspaceId, actor, again: true } });
}
