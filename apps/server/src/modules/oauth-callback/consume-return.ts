import type { EntityManager } from '@mikro-orm/postgresql';
import { hashSecret } from '../../platform/crypto/secret.ts';
import {
  ASK_AGAIN_MS,
  type Attempt,
  claimReturn,
  type ConnectionsDeps,
  returnSessionContext,
  verifyAttemptJob,
} from '../connections/index.ts';

/**
 * Consumes the nonce; only one of several returns can. A return to an attempt that was recovered without one only
 * confirms it. The session to confirm and the job that follows up are saved in the same transaction, so that the
 * process may die afterwards.
 */
export async function consumeReturn(
  deps: ConnectionsDeps,
  em: EntityManager,
  { attempt, session }: { attempt: Attempt; session: string | undefined },
): Promise<boolean> {
  const { workspaceId, id, connectionId } = attempt;
  const sealed = session === undefined ? null : deps.vault.seal(session, returnSessionContext(attempt));
  const hash = session === undefined ? null : hashSecret(session);
  const now = deps.clock.now();
  const isFirst = await em.fork().transactional(async (tx) => {
    const claimed = await claimReturn(tx, attempt, { now, sealed, hash });
    if (claimed?.status !== 'open') return false;
    const startAfter = new Date(now.getTime() + ASK_AGAIN_MS);
    await deps.jobs.send(tx, verifyAttemptJob, { data: { workspaceId, connectionId, attemptId: id }, startAfter });
    return true;
  });
  Object.assign(attempt, { returnedAt: now, returnSessionSealed: sealed });
  return isFirst;
}
