import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { hashSecret } from '../../platform/crypto/secret.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';

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
    const used = await executeSql(
      tx,
      'delete from admin_links where token_hash = $1 and expires_at > now() returning token_hash',
      [hashSecret(token)],
    );
    if (used.length === 0) throw new AppError('ADMIN_LINK_INVALID');
    await executeSql(
      tx,
      `insert into installation_admins (user_id, granted_by) values ($1, 'link') on conflict do nothing`,
      [userId],
    );
  });
  log.info({ userId }, 'installation: an account became an admin by a set-up link');
  return {};
}
