import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { consumeAdminLink, grantAdmin } from '../identity/index.ts';

export const claimAdminOutput = z.object({});

/** Makes the account an installation admin by a setup link, which works once. Throws ADMIN_LINK_INVALID. */
export async function claimAdmin(
  { log }: { log: Logger },
  { em, userId }: { em: EntityManager; userId: string },
  { token }: { token: string },
): Promise<z.infer<typeof claimAdminOutput>> {
  await em.transactional(async (tx) => {
    if (!(await consumeAdminLink(tx, token))) throw new AppError('ADMIN_LINK_INVALID');
    await grantAdmin(tx, userId, 'link');
  });
  log.info({ userId }, 'installation: an account became an admin by a setup link');
  return {};
}
