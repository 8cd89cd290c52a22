import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import { endOtherSessions } from '../identity/index.ts';
import type { OwnAccess } from './own-access.ts';

/** How many sessions were ended. */
export const sessionsEnded = z.object({ ended: z.int() });

/**
 * Ends one other session of the same person; its streams end within seconds, because they check (see admit.ts).
 * Throws SESSION_UNKNOWN, for ids of other people as for unknown ones, and for the caller's own session: that is
 * signing out.
 */
export async function endSession({ em, session }: OwnAccess, { id }: { id: string }): Promise<void> {
  if ((await endOtherSessions(em, session, id)) === 0) throw new AppError('SESSION_UNKNOWN');
}

export async function endAllOtherSessions({ em, session }: OwnAccess): Promise<z.infer<typeof sessionsEnded>> {
  return { ended: await endOtherSessions(em, session) };
}
