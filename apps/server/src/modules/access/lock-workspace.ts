import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '../../platform/errors/app-error.ts';
import { db } from '../../platform/orm/tables.ts';

/**
 * The order in which transactions take locks, so that none waits for one that waits for it: invitations, the workspace,
 * members, sessions, service keys, where they reach, endpoints, connections; several of a kind by their ids. What has to
 * look at a later one first reads it without a lock, and again under it.
 */

/**
 * Lets one at a time add to a workspace until the transaction ends, so that what is counted is so however many come at once.
 * Throws WORKSPACE_UNKNOWN for one that was deleted since its caller was let in.
 */
export async function lockWorkspace(tx: EntityManager, workspaceId: string): Promise<void> {
  const workspace = db(tx).selectFrom('organization').select('id').where('id', '=', workspaceId).forNoKeyUpdate();
  if (!(await workspace.executeTakeFirst())) throw new AppError('WORKSPACE_UNKNOWN');
}
