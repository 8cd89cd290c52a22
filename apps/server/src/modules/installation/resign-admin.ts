import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { sql } from 'kysely';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { db } from '../../platform/orm/tables.ts';
import { LOCK_ADMINS } from '../identity/index.ts';
import type { Actor } from '../access/index.ts';

export const resignAdminOutput = z.object({});

/** Gives up running the installation. The lock lets two admins resign one after the other, so that one stays. */
export async function resignAdmin(
  { log }: { log: Logger },
  { em, actor }: { em: EntityManager; actor: Actor },
): Promise<z.infer<typeof resignAdminOutput>> {
  await em.transactional(async (tx) => {
    await sql.raw(LOCK_ADMINS).execute(db(tx));
    const others = db(tx).selectFrom('installation_admins').select('user_id').where('user_id', '<>', actor.id);
    if (!(await others.limit(1).executeTakeFirst())) throw new AppError('LAST_INSTALLATION_ADMIN');
    await db(tx).deleteFrom('installation_admins').where('user_id', '=', actor.id).execute();
  });
  log.info({ userId: actor.id }, 'installation: an admin resigned');
  return {};
}
