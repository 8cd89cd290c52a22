import type { WorkspaceView } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { NewId } from '../../../platform/ids.ts';
import { executeSql } from '../../../platform/orm/raw-sql.ts';

/** Workspaces that one person may own, so that no account fills the database by itself. */
const MOST_OWNED = 50;

/** Opens a workspace with the caller as its owner. Throws LIMIT_REACHED for who owns too many. */
export async function createWorkspace(
  { newId }: { newId: NewId },
  { em, userId }: { em: EntityManager; userId: string },
  { name }: { name: string },
): Promise<WorkspaceView> {
  const id = newId();
  await em.transactional(async (tx) => {
    await requireRoom(tx, userId);
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

/** One at a time for each person, so that the count holds also for many calls at once. */
async function requireRoom(tx: EntityManager, userId: string): Promise<void> {
  await executeSql(tx, `select 1 from "user" where "id" = $1 for no key update`, [userId]);
  const [owned] = await executeSql<{ count: number }>(
    tx,
    `select count(*)::int as count from "member" where "userId" = $1 and "role" = 'owner'`,
    [userId],
  );
  if (owned && owned.count >= MOST_OWNED) throw new AppError('LIMIT_REACHED');
}
