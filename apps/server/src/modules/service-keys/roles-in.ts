import type { Role } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../platform/orm/raw-sql.ts';

interface Places {
  userId: string;
  workspaceIds: readonly string[];
}

/**
 * The person's role in each of the workspaces that they are in. It stays as it is until the transaction ends: a member
 * who is being removed at this moment must not come away with a secret that their removal has not seen.
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
