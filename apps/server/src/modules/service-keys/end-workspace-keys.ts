import type { EntityManager } from '@mikro-orm/postgresql';
import { jsonValue } from '../../platform/orm/json-value.ts';
import { db } from '../../platform/orm/tables.ts';
import type { Actor } from '../access/index.ts';

/** Revokes every key that a deleted workspace manages, and removes the workspace from all other keys. */
export async function endWorkspaceKeys(
  tx: EntityManager,
  workspaceId: string,
  { actor, now }: { actor: Actor; now: Date },
): Promise<void> {
  await db(tx)
    .updateTable('service_keys')
    .set((eb) => ({
      revoked_at: eb.fn.coalesce('revoked_at', eb.val(now)),
      revoked_by: eb.fn.coalesce(eb.ref('revoked_by'), jsonValue(actor)),
    }))
    .where('workspace_id', '=', workspaceId)
    .execute();
  await db(tx).deleteFrom('service_key_workspaces').where('workspace_id', '=', workspaceId).execute();
}
