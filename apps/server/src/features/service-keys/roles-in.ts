import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { Role } from '../workspaces/roles.ts';

interface Places {
  userId: string;
  workspaceIds: readonly string[];
}

/**
 * The person's role in each of the workspaces that they are in. It stays as it is until the transaction ends: somebody
 * who is being taken out at this moment must not come away with a secret that their removal has not seen.
 */
export async function rolesIn(tx: EntityManager, { userId, workspaceIds }: Places): Promise<Map<string, Role>> {
  const rows = await executeSql<{ workspaceId: string; role: Role }>(
    tx,
    `select "organizationId" as "workspaceId", "role" from "member"
      where "userId" = $1 and "organizationId" = any($2::text[]) order by "id" for share`,
    [userId, workspaceIds],
  );
  return new Map(rows.map(({ workspaceId, role }) => [workspaceId, role]));
}
