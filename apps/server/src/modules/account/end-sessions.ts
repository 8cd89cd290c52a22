import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import { db } from '../../platform/orm/tables.ts';
import type { OwnAccess } from './own-access.ts';

/** How many sessions were ended. */
export const sessionsEnded = z.object({ ended: z.int() });

/**
 * Ends one other session of the same person; its streams end within seconds, because they ask for it (see admit.ts).
 * Throws SESSION_UNKNOWN, for other people's ids as for random ones, and for the session that asks: that is signing out.
 */
export async function endSession({ em, session }: OwnAccess, { id }: { id: string }): Promise<void> {
  const ended = await othersOf(em, session).where('id', '=', id).returning('id').execute();
  if (ended.length === 0) throw new AppError('SESSION_UNKNOWN');
}

export async function endOtherSessions({ em, session }: OwnAccess): Promise<z.infer<typeof sessionsEnded>> {
  return { ended: await endOthers(em, session) };
}

export async function endOthers(em: EntityManager, session: OwnAccess['session']): Promise<number> {
  return (await othersOf(em, session).returning('id').execute()).length;
}

const othersOf = (em: EntityManager, { id, user }: OwnAccess['session']) =>
  db(em).deleteFrom('session').where('userId', '=', user.id).where('id', '<>', id);
