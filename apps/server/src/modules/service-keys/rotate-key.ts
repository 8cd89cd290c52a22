import { isAtLeast } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { hashSecret } from '../../platform/crypto/secret.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../access/index.ts';
import type { secretOutput } from './create-key.ts';
import { formatToken } from './key-token.ts';
import { readKeyView } from './read-keys.ts';
import { rolesIn } from './roles-in.ts';
import type { ServiceKeysDeps } from './service-keys.deps.ts';

export const rotateKeyInput = inputObject({
  id: idSchema,
  /** Seconds for which the present secret stays good beside the new one: 0 to 7 days. */
  overlapSeconds: z.int().min(0).max(604_800).default(86_400),
});

/**
 * Gives the key another secret. Two are live at once for the overlap, never three: a secret that was still in its own
 * overlap ends now. Throws KEY_UNKNOWN unless the key is live and managed here, and FORBIDDEN for who is not an admin
 * wherever it reaches: they are shown a secret that is good there.
 */
export async function rotateKey(
  deps: ServiceKeysDeps,
  access: Access,
  { id, overlapSeconds }: z.infer<typeof rotateKeyInput>,
): Promise<z.infer<typeof secretOutput>> {
  const [secret, now] = [deps.newSecret(), deps.clock.now()];
  await access.em.transactional(async (tx) => {
    await requireManagedHere(tx, access, id);
    // Members before keys: see lock-workspace.ts. Where a key reaches only shrinks.
    await requireAdminWhereItReaches(tx, access, id);
    const rows = await executeSql(
      tx,
      `update service_keys
          set previous_hash = secret_hash, previous_until = $4, secret_hash = $3,
              shown_to = array[shown_to[cardinality(shown_to)], $6]
        where id = $1 and workspace_id = $2 and revoked_at is null and (expires_at is null or expires_at > $5)
        returning 1 as done`,
      [
        id,
        access.workspaceId,
        hashSecret(secret),
        new Date(now.getTime() + overlapSeconds * 1000),
        now,
        access.actor.id,
      ],
    );
    if (rows.length === 0) throw new AppError('KEY_UNKNOWN');
  });
  deps.keyReader.forget(id);
  return { key: await readKeyView(deps, access, id), token: formatToken({ id, secret }) };
}

/** A key of another workspace is answered like one that does not exist. */
async function requireManagedHere(tx: EntityManager, { workspaceId }: Access, id: string): Promise<void> {
  const managed = `select 1 from service_keys where id = $1 and workspace_id = $2 and revoked_at is null`;
  if ((await executeSql(tx, managed, [id, workspaceId])).length === 0) throw new AppError('KEY_UNKNOWN');
}

async function requireAdminWhereItReaches(tx: EntityManager, { actor }: Access, keyId: string): Promise<void> {
  const reached = `select workspace_id as id from service_key_workspaces where key_id = $1`;
  const workspaceIds = (await executeSql<{ id: string }>(tx, reached, [keyId])).map(({ id }) => id);
  const roles = await rolesIn(tx, { userId: actor.id, workspaceIds });
  const isAdmin = (id: string) => isAtLeast(roles.get(id) ?? 'viewer', 'admin');
  if (!workspaceIds.every(isAdmin)) throw new AppError('FORBIDDEN');
}
