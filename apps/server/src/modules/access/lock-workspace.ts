import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '../../platform/errors/app-error.ts';
import { db } from '../../platform/orm/tables.ts';

/**
 * The order in which transactions take locks, so that they cannot deadlock: invitations, the workspace, members, sessions, service
 * keys, their workspaces, endpoints, connections; several of a kind in the order of their ids. A transaction that needs a later one
 * first reads it without a lock, and reads it again under the lock.
 */

/**
 * Serializes additions to a workspace until the transaction ends, so that limits hold for concurrent calls. Throws WORKSPACE_UNKNOWN
 * for a workspace that was deleted after its caller was authorized, and WORKSPACE_ARCHIVED for one that was archived.
 */
export async function lockWorkspace(tx: EntityManager, workspaceId: string): Promise<void> {
  const workspaces = db(tx).selectFrom('organization').select('archivedAt').where('id', '=', workspaceId);
  const workspace = await workspaces.forNoKeyUpdate().executeTakeFirst();
  if (!workspace) throw new AppError('WORKSPACE_UNKNOWN');
  if (workspace.archivedAt) throw new AppError('WORKSPACE_ARCHIVED');
}
