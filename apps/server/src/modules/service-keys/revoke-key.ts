import { AppError } from '../../platform/errors/app-error.ts';
import { db } from '../../platform/orm/tables.ts';
import { jsonValue } from '../../platform/orm/json-value.ts';
import type { Access } from '../access/index.ts';
import type { ServiceKeysDeps } from './service-keys.deps.ts';

/**
 * Revokes a key permanently, immediately in this process and within two seconds in all others (see key-reader.ts). In
 * a workspace that does not manage the key, it only loses access to this workspace. Throws KEY_UNKNOWN for a key that
 * cannot act here anyway.
 */
export async function revokeKey(
  { clock, keyReader }: ServiceKeysDeps,
  { em, workspaceId, actor }: Access,
  { id }: { id: string },
): Promise<void> {
  const revoked = await db(em)
    .updateTable('service_keys')
    .set((eb) => ({
      revoked_at: eb.fn.coalesce('revoked_at', eb.val(clock.now())),
      revoked_by: eb.fn.coalesce(eb.ref('revoked_by'), jsonValue(actor)),
    }))
    .where('id', '=', id)
    .where('workspace_id', '=', workspaceId)
    .returning('id')
    .executeTakeFirst();
  const here = db(em).deleteFrom('service_key_workspaces').where('key_id', '=', id);
  const ended = revoked ?? (await here.where('workspace_id', '=', workspaceId).returning('key_id').executeTakeFirst());
  if (!ended) throw new AppError('KEY_UNKNOWN');
  keyReader.forget(id);
}
