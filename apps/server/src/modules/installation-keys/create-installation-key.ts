import { installationScopesSchema } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import { hashSecret } from '../../platform/crypto/secret.ts';
import { expiresInDays, expiryOf } from '../../platform/keys/key-terms.ts';
import { db } from '../../platform/orm/tables.ts';
import { jsonValue } from '../../platform/orm/json-value.ts';
import { plainText } from '../../platform/plain-text.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Actor } from '../access/index.ts';
import { recordChanges } from '../installation-activity/index.ts';
import { addressList } from './address-list.ts';
import { formatInstallationToken } from './installation-key-token.ts';
import type { InstallationKeysDeps } from './installation-keys.deps.ts';
import { type installationSecretOutput, readInstallationKey } from './read-installation-keys.ts';

export const createInstallationKeyInput = inputObject({
  /** Shown in the activity next to everything the key does. */
  name: plainText(60).min(1),
  scopes: installationScopesSchema,
  addresses: addressList,
  expiresInDays,
});

export async function createInstallationKey(
  deps: InstallationKeysDeps,
  { em, actor }: { em: EntityManager; actor: Actor },
  input: z.infer<typeof createInstallationKeyInput>,
): Promise<z.infer<typeof installationSecretOutput>> {
  const [id, secret, now] = [deps.newId(), deps.newSecret(), deps.clock.now()];
  const { name, addresses } = input;
  await em.transactional(async (tx) => {
    const key = { id, name, addresses, scopes: [...new Set(input.scopes)], secret_hash: hashSecret(secret) };
    const made = { created_by: jsonValue(actor), created_at: now, expires_at: expiryOf(input.expiresInDays, now) };
    await db(tx)
      .insertInto('installation_keys')
      .values({ ...key, ...made })
      .execute();
    await recordChanges(deps, { tx, actor }, [{ action: 'installationKeys.create', subject: name }]);
  });
  return { key: await readInstallationKey(deps, em, id), token: formatInstallationToken({ id, secret }) };
}
