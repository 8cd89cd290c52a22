import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '../../platform/errors/app-error.ts';
import { db } from '../../platform/orm/tables.ts';
import { jsonValue } from '../../platform/orm/json-value.ts';
import type { Actor } from '../access/index.ts';
import { recordChanges } from '../installation-activity/index.ts';
import type { InstallationKeysDeps } from './installation-keys.deps.ts';

/**
 * Revokes a key permanently, immediately in this process and within two seconds in all others (see key-checker.ts).
 * Throws KEY_UNKNOWN.
 */
export async function revokeInstallationKey(
  deps: InstallationKeysDeps,
  { em, actor }: { em: EntityManager; actor: Actor },
  { id }: { id: string },
): Promise<void> {
  await em.transactional(async (tx) => {
    const revoked = await db(tx)
      .updateTable('installation_keys')
      .set({ revoked_at: deps.clock.now(), revoked_by: jsonValue(actor) })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returning('name')
      .executeTakeFirst();
    if (!revoked) throw new AppError('KEY_UNKNOWN');
    await recordChanges(deps, { tx, actor }, [{ action: 'installationKeys.revoke', subject: revoked.name }]);
  });
  deps.installationKeys.forget(id);
}
