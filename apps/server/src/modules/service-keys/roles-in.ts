import type { Role } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { db } from '../../platform/orm/tables.ts';
import { anyOf } from '../../platform/orm/expressions.ts';

interface Places {
  userId: string;
  workspaceIds: readonly string[];
}

/**
 * The person's role in each of their workspaces, locked until the transaction ends: a member who is being removed at
 * this moment must not get a secret that their removal does not know of.
 */
export async function rolesIn(tx: EntityManager, { userId, workspaceIds }: Places): Promise<Map<string, Role>> {
  const rows = await db(tx)
    .selectFrom('member')
    .select(['organizationId as workspaceId', 'role'])
    .where('userId', '=', userId)
    .where('organizationId', '=', anyOf(workspaceIds))
    .orderBy('id')
    .forShare()
    .execute();
  return new Map(rows.map(({ workspaceId, role }) => [workspaceId, role]));
}
