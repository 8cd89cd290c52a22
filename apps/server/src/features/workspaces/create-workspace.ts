import type { EntityManager } from '@mikro-orm/postgresql';
import type { NewId } from '../../platform/ids.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { WorkspaceView } from './workspace.view.ts';

/** Opens a workspace with the caller as its owner. */
export async function createWorkspace(
  { newId }: { newId: NewId },
  { em, userId }: { em: EntityManager; userId: string },
  { name }: { name: string },
): Promise<WorkspaceView> {
  const id = newId();
  await em.transactional(async (tx) => {
    await executeSql(tx, `insert into "organization" ("id", "name", "slug", "createdAt") values ($1, $2, $1, now())`, [
      id,
      name,
    ]);
    await executeSql(
      tx,
      `insert into "member" ("id", "organizationId", "userId", "role", "createdAt") values ($1, $2, $3, 'owner', now())`,
      [newId(), id, userId],
    );
  });
  return { id, name, role: 'owner' };
}
