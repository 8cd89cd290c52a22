import type { Role } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { db } from '../../platform/orm/tables.ts';
import type { Actor } from '../access/index.ts';
import { anyOf } from '../../platform/orm/expressions.ts';

interface Places {
  actor: Actor;
  workspaceIds: readonly string[];
}

/**
 * The role of a person in each of their workspaces, locked until the transaction ends: a member who is being removed at
 * this moment must not get a secret that their removal does not know of. An installation key is an admin everywhere.
 */
export async function rolesIn(tx: EntityManager, { actor, workspaceIds }: Places): Promise<Map<string, Role>> {
  if (actor.kind === 'installation') return adminInAll(tx, workspaceIds);
  const rows = await db(tx)
    .selectFrom('member')
    .select(['organizationId as workspaceId', 'role'])
    .where('userId', '=', actor.id)
    .where('organizationId', '=', anyOf(workspaceIds))
    .orderBy('id')
    .forShare()
    .execute();
  return new Map(rows.map(({ workspaceId, role }) => [workspaceId, role]));
}

async function adminInAll(tx: EntityManager, workspaceIds: readonly string[]): Promise<Map<string, Role>> {
  const workspaces = db(tx).selectFrom('organization').select('id').where('id', '=', anyOf(workspaceIds));
  const rows = await workspaces.orderBy('id').forShare().execute();
  return new Map(rows.map(({ id }) => [id, 'admin']));
}
