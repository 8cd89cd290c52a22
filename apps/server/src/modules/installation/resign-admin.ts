import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { revokeAdmin } from '../identity/index.ts';
import type { Actor } from '../access/index.ts';

export const resignAdminOutput = z.object({});

/** Gives up the caller's admin rights. Throws LAST_INSTALLATION_ADMIN for the last admin. */
export async function resignAdmin(
  { log }: { log: Logger },
  { em, actor }: { em: EntityManager; actor: Actor },
): Promise<z.infer<typeof resignAdminOutput>> {
  const resigned = await em.transactional((tx) => revokeAdmin(tx, actor.id));
  if (!resigned) throw new AppError('LAST_INSTALLATION_ADMIN');
  log.info({ userId: actor.id }, 'installation: an admin resigned');
  return {};
}
