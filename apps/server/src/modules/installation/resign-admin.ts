import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { Actor } from '../access/index.ts';

export const resignAdminOutput = z.object({});

/** Gives up running the installation. The lock lets two admins resign one after the other, so that one stays. */
export async function resignAdmin(
  { log }: { log: Logger },
  { em, actor }: { em: EntityManager; actor: Actor },
): Promise<z.infer<typeof resignAdminOutput>> {
  await em.transactional(async (tx) => {
    await executeSql(tx, 'lock table installation_admins in share row exclusive mode');
    const others = await executeSql(tx, 'select 1 from installation_admins where user_id <> $1 limit 1', [actor.id]);
    if (others.length === 0) throw new AppError('LAST_INSTALLATION_ADMIN');
    await executeSql(tx, 'delete from installation_admins where user_id = $1', [actor.id]);
  });
  log.info({ userId: actor.id }, 'installation: an admin resigned');
  return {};
}
