import type { WorkspaceView } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { NewId } from '../../../platform/ids.ts';
import { db } from '../../../platform/orm/tables.ts';
import { count, now } from '../../../platform/orm/expressions.ts';

/** Workspaces that one person may own, so that no account can fill the database. */
const MAX_OWNED = 50;

/** Creates a workspace with the caller as its owner. Throws LIMIT_REACHED when the caller owns too many. */
export async function createWorkspace(
  { newId }: { newId: NewId },
  { em, userId }: { em: EntityManager; userId: string },
  { name }: { name: string },
): Promise<WorkspaceView> {
  const id = newId();
  await em.transactional(async (tx) => {
    await requireRoom(tx, userId);
    await db(tx).insertInto('organization').values({ id, name, slug: id, createdAt: now }).execute();
    const owner = { id: newId(), organizationId: id, userId, role: 'owner', createdAt: now } as const;
    await db(tx).insertInto('member').values(owner).execute();
  });
  return { id, name, role: 'owner' };
}

/** Serialized per person, so that the limit also holds for concurrent calls. */
async function requireRoom(tx: EntityManager, userId: string): Promise<void> {
  await db(tx).selectFrom('user').select('id').where('id', '=', userId).forNoKeyUpdate().execute();
  const owned = await db(tx)
    .selectFrom('member')
    .select(count.as('count'))
    .where('userId', '=', userId)
    .where('role', '=', 'owner')
    .executeTakeFirstOrThrow();
  if (owned.count >= MAX_OWNED) throw new AppError('LIMIT_REACHED');
}
