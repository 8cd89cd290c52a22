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
 * Uses the nonce up, only one of several returns can. A return to an attempt that
 * was recovered without one only confirms it. The session to be confirmed, and the job that follows the return up, are kept
 * in the same transaction: from here on this process may die.
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
