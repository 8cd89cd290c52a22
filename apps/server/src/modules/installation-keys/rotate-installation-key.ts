import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import { hashSecret } from '../../platform/crypto/secret.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import { overlapSeconds } from '../../platform/keys/key-terms.ts';
import { db } from '../../platform/orm/tables.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Actor } from '../access/index.ts';
import { recordChanges } from '../installation-activity/index.ts';
import { formatInstallationToken } from './installation-key-token.ts';
import type { InstallationKeysDeps } from './installation-keys.deps.ts';
import { type installationSecretOutput, readInstallationKey } from './read-installation-keys.ts';

export const rotateInstallationKeyInput = inputObject({ id: idSchema, overlapSeconds });

/**
 * Gives the key a new secret. During the overlap two secrets are valid, never three: a secret in an earlier overlap
 * ends now. Throws KEY_UNKNOWN unless the key is active.
 */
export async function rotateInstallationKey(
  deps: InstallationKeysDeps,
  { em, actor }: { em: EntityManager; actor: Actor },
  { id, overlapSeconds: overlap }: z.infer<typeof rotateInstallationKeyInput>,
): Promise<z.infer<typeof installationSecretOutput>> {
  const [secret, now] = [deps.newSecret(), deps.clock.now()];
  await em.transactional(async (tx) => {
    const rotated = await db(tx)
      .updateTable('installation_keys')
      .set((eb) => ({
        previous_hash: eb.ref('secret_hash'),
        previous_until: new Date(now.getTime() + overlap * 1000),
        secret_hash: hashSecret(secret),
      }))
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
      .returning('name')
      .executeTakeFirst();
    if (!rotated) throw new AppError('KEY_UNKNOWN');
    await recordChanges(deps, { tx, actor }, [{ action: 'installationKeys.rotate', subject: rotated.name }]);
  });
  deps.installationKeys.forget(id);
  return { key: await readInstallationKey(deps, em, id), token: formatInstallationToken({ id, secret }) };
}
