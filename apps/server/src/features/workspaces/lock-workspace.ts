import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../platform/orm/raw-sql.ts';

/** Lets one at a time add to a workspace until the transaction ends, so that what is counted is so however many come at once. */
export async function lockWorkspace(tx: EntityManager, workspaceId: string): Promise<void> {
  await executeSql(tx, `select 1 from "organization" where "id" = $1 for no key update`, [workspaceId]);
}
