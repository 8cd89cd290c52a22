import type { EntityManager } from '@mikro-orm/postgresql';
import { reason } from '@patchbay/lifecycle';
import { AppError } from '../../platform/errors/app-error.ts';
import { ProviderFailure } from '../provider/provider.port.ts';
import { SYSTEM } from '../workspaces/access.ts';
import { Attempt } from './attempt.entity.ts';
import { changeConnection } from './change-connection.ts';
import type { ConnectionsDeps } from './connections.deps.ts';
import { type AttemptKey, verifyAttempt } from './verify-attempt.ts';

/**
 * Ends an attempt whose deadline has passed. The provider is asked once more, in case the return was lost; when it
 * cannot be asked the attempt ends all the same, because pending is a promise.
 */
export async function endAttempt(deps: ConnectionsDeps, em: EntityManager, key: AttemptKey): Promise<void> {
  if (!(await isOverdue(deps, em, key))) return;
  const verdict = await lastLook(deps, em, key);
  if (verdict === 'settled') return;
  await changeConnection(deps, { em, workspaceId: key.workspaceId, id: key.connectionId }, ({ apply }) =>
    apply({ type: 'lapsed', attemptId: key.attemptId, reason: reason('lapsed') }, SYSTEM),
  ).catch(unlessGone);
}

/** The deadline that counts is the row's; the job may run early (another clock) or late. */
async function isOverdue({ clock }: ConnectionsDeps, em: EntityManager, key: AttemptKey): Promise<boolean> {
  const attempt = await em.fork().findOne(Attempt, { workspaceId: key.workspaceId, id: key.attemptId });
  return attempt?.status === 'open' && attempt.expiresAt <= clock.now();
}

async function lastLook(deps: ConnectionsDeps, em: EntityManager, key: AttemptKey): Promise<'settled' | 'open'> {
  try {
    const verdict = await verifyAttempt(deps, { em, ...key });
    return verdict === undefined || verdict.is === 'authorized' || verdict.is === 'refused' ? 'settled' : 'open';
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    deps.log.warn({ err: error, attemptId: key.attemptId }, 'attempt ends without a last look: provider not reached');
    return 'open';
  }
}

/** Removed in the same moment: then the attempt ended with the connection. */
function unlessGone(error: unknown): void {
  if (!(error instanceof AppError && error.code === 'CONNECTION_UNKNOWN')) throw error;
}
