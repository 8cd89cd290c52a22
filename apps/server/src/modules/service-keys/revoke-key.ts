import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import { db } from '../../platform/orm/tables.ts';
import { jsonValue } from '../../platform/orm/json-value.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../access/index.ts';
import { endKeySessionsJob } from './end-key-sessions.job.ts';
import type { ServiceKeysDeps } from './service-keys.deps.ts';

export const revokeKeyInput = inputObject({
  id: idSchema,
  endSessions: z
    .boolean()
    .default(false)
    .describe('Also end the connect sessions that it created: for a key that was stolen. A rotation ends none.'),
});

/**
 * Revokes a key permanently, immediately in this process and within two seconds in all others (see key-reader.ts). In
 * a workspace that does not manage the key, it only loses access to this workspace. Throws KEY_UNKNOWN for a key that
 * cannot act here anyway.
 */
export async function revokeKey(
  deps: ServiceKeysDeps,
  access: Access,
  { id, endSessions }: z.infer<typeof revokeKeyInput>,
): Promise<void> {
  const { workspaceId, actor } = access;
  await access.em.fork().transactional(async (tx) => {
    if (!(await revoke(deps, tx, { ...access, id }))) throw new AppError('KEY_UNKNOWN');
    const data = { keyId: id, workspaceId, actor };
    if (endSessions) await deps.jobs.send(tx, endKeySessionsJob, { data });
  });
  deps.keyReader.forget(id);
}

async function revoke(
  { clock }: ServiceKeysDeps,
  tx: EntityManager,
  { id, workspaceId, actor }: Pick<Access, 'workspaceId' | 'actor'> & { id: string },
): Promise<boolean> {
  const revoked = await db(tx)
    .updateTable('service_keys')
    .set((eb) => ({
      revoked_at: eb.fn.coalesce('revoked_at', eb.val(clock.now())),
      revoked_by: eb.fn.coalesce(eb.ref('revoked_by'), jsonValue(actor)),
    }))
    .where('id', '=', id)
    .where('workspace_id', '=', workspaceId)
    .returning('id')
    .executeTakeFirst();
  if (revoked) return true;
  const here = db(tx).deleteFrom('service_key_workspaces').where('key_id', '=', id);
  return (await here.where('workspace_id', '=', workspaceId).returning('key_id').executeTakeFirst()) !== undefined;
}
