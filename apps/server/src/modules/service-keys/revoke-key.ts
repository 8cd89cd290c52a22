import { AppError } from '../../platform/errors/app-error.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { Access } from '../access/index.ts';
import type { ServiceKeysDeps } from './service-keys.deps.ts';

/**
 * Ends a key for good, at once in this process and within two seconds in all others (see key-reader.ts). In a workspace
 * that does not manage it, it is only shut out of this workspace. Throws KEY_UNKNOWN for what cannot act here anyway.
 */
export async function revokeKey(
  { clock, keyReader }: ServiceKeysDeps,
  { em, workspaceId, actor }: Access,
  { id }: { id: string },
): Promise<void> {
  const revoked = await executeSql(
    em,
    `update service_keys set revoked_at = coalesce(revoked_at, $3), revoked_by = coalesce(revoked_by, $4)
      where id = $1 and workspace_id = $2 returning 1 as done`,
    [id, workspaceId, clock.now(), JSON.stringify(actor)],
  );
  const shutOut = `delete from service_key_workspaces where key_id = $1 and workspace_id = $2 returning 1 as done`;
  const ended = revoked.length > 0 || (await executeSql(em, shutOut, [id, workspaceId])).length > 0;
  if (!ended) throw new AppError('KEY_UNKNOWN');
  keyReader.forget(id);
}
