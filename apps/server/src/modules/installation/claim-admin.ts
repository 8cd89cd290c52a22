import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { hashSecret } from '../../platform/crypto/secret.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { db } from '../../platform/orm/tables.ts';
import { now } from '../../platform/orm/expressions.ts';

export const claimAdminOutput = z.object({});

/**
 * Makes the account an installation admin by a set-up link, which works once: of two that come at the same time, one
 * deletes the row. Throws ADMIN_LINK_INVALID.
 */
export async function claimAdmin(
  { log }: { log: Logger },
  { em, userId }: { em: EntityManager; userId: string },
  { token }: { token: string },
): Promise<z.infer<typeof claimAdminOutput>> {
  await em.transactional(async (tx) => {
    const used = await db(tx)
      .deleteFrom('admin_links')
      .where('token_hash', '=', hashSecret(token))
      .where('expires_at', '>', now)
      .returning('token_hash')
      .executeTakeFirst();
    if (!used) throw new AppError('ADMIN_LINK_INVALID');
    await db(tx)
      .insertInto('installation_admins')
      .values({ user_id: userId, granted_by: 'link' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
  log.info({ userId }, 'installation: an account became an admin by a set-up link');
  return {};
}
