import { isAtLeast } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import { sql } from 'kysely';
import { hashSecret } from '../../platform/crypto/secret.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import { overlapSeconds } from '../../platform/keys/key-terms.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { db } from '../../platform/orm/tables.ts';
import type { Access } from '../access/index.ts';
import type { secretOutput } from './create-key.ts';
import { formatToken } from './key-token.ts';
import { readKeyView } from './read-keys.ts';
import { rolesIn } from './roles-in.ts';
import type { ServiceKeysDeps } from './service-keys.deps.ts';

export const rotateKeyInput = inputObject({ id: idSchema, overlapSeconds });

/**
 * Gives the key a new secret. During the overlap two secrets are valid, never three: a secret in an earlier overlap
 * ends now. Throws KEY_UNKNOWN unless the key is active and managed here, and FORBIDDEN unless the caller is an admin
 * in every workspace the key can access, because they see a secret that is valid there.
 */
export async function rotateKey(
  deps: ServiceKeysDeps,
  access: Access,
  { id, overlapSeconds: overlap }: z.infer<typeof rotateKeyInput>,
): Promise<z.infer<typeof secretOutput>> {
  const [secret, now] = [deps.newSecret(), deps.clock.now()];
  await access.em.transactional(async (tx) => {
    await requireManagedHere(tx, access, id);
    // Members are locked before keys: see lock-workspace.ts. The set of a key's workspaces only shrinks.
    await requireAdminWhereItReaches(tx, access, id);
    const rotated = await db(tx)
      .updateTable('service_keys')
      .set((eb) => ({
        previous_hash: eb.ref('secret_hash'),
        previous_until: new Date(now.getTime() + overlap * 1000),
        secret_hash: hashSecret(secret),
        // The person who saw the current secret, which stays valid for a while, and the person who sees the new one.
        shown_to: sql`array[${eb.ref('shown_to')}[cardinality(${eb.ref('shown_to')})], ${access.actor.id}]`,
      }))
      .where('id', '=', id)
      .where('workspace_id', '=', access.workspaceId)
      .where('revoked_at', 'is', null)
      .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
      .returning('id')
      .executeTakeFirst();
    if (!rotated) throw new AppError('KEY_UNKNOWN');
  });
  deps.keyReader.forget(id);
  return { key: await readKeyView(deps, access, id), token: formatToken({ id, secret }) };
}

/** A key of another workspace looks like one that does not exist. */
async function requireManagedHere(tx: EntityManager, { workspaceId }: Access, id: string): Promise<void> {
  const managed = db(tx).selectFrom('service_keys').select('id').where('workspace_id', '=', workspaceId);
  const key = await managed.where('id', '=', id).where('revoked_at', 'is', null).executeTakeFirst();
  if (!key) throw new AppError('KEY_UNKNOWN');
}

async function requireAdminWhereItReaches(tx: EntityManager, { actor }: Access, keyId: string): Promise<void> {
  const reached = db(tx).selectFrom('service_key_workspaces').select('workspace_id as id').where('key_id', '=', keyId);
  const workspaceIds = (await reached.execute()).map(({ id }) => id);
  const roles = await rolesIn(tx, { actor, workspaceIds });
  const isAdmin = (id: string) => isAtLeast(roles.get(id) ?? 'viewer', 'admin');
  if (!workspaceIds.every(isAdmin)) throw new AppError('FORBIDDEN');
}
