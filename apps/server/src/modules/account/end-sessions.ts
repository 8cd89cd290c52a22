import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { OwnAccess } from './own-access.ts';

/** How many sessions were ended. */
export const sessionsEnded = z.object({ ended: z.int() });

/**
 * Ends one other session of the same person; its streams end within seconds, because they ask for it (see admit.ts).
 * Throws SESSION_UNKNOWN, for other people's ids as for random ones, and for the session that asks: that is signing out.
 */
export async function endSession({ em, session }: OwnAccess, { id }: { id: string }): Promise<void> {
  const ended = await executeSql(
    em,
    `delete from "session" where "id" = $1 and "userId" = $2 and "id" <> $3 returning 1 as done`,
    [id, session.user.id, session.id],
  );
  if (ended.length === 0) throw new AppError('SESSION_UNKNOWN');
}

export async function endOtherSessions({ em, session }: OwnAccess): Promise<z.infer<typeof sessionsEnded>> {
  return { ended: await endOthers(em, session) };
}

export async function endOthers(em: EntityManager, { id, user }: OwnAccess['session']): Promise<number> {
  const others = `delete from "session" where "userId" = $1 and "id" <> $2 returning 1 as done`;
  return (await executeSql(em, others, [user.id, id])).length;
}
