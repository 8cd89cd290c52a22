import type { EntityManager } from '@mikro-orm/postgresql';
import { reason } from '@patchbay/lifecycle';
import type { Job } from '../../platform/jobs/job.ts';
import { ProviderFailure } from '../provider/provider.port.ts';
import { SYSTEM } from '../workspaces/access.ts';
import { type AttemptKey, attemptKey } from './attempt-key.ts';
import { Attempt } from './attempt.entity.ts';
import { changeIfThere } from './change-connection.ts';
import type { ConnectionsDeps } from './connections.deps.ts';
import { verifyAttempt } from './verify-attempt.ts';

/** Ends an attempt at its deadline. Sent, to be run then, with the transaction that opens the attempt. */
export const attemptDeadlineJob = {
  name: 'attempt-deadline',
  data: attemptKey,
  retryLimit: 20,
  retryDelayMax: 15,
} satisfies Job;

/**
 * How late the provider is still asked, milliseconds. When it answers slowly and many attempts end at once, those that had
 * to queue are ended without a last look: a minute after its deadline nothing is pending.
 */
const LAST_LOOK_MS = 10_000;

/**
 * Ends an attempt whose deadline has passed. The provider is asked once more, in case the return was lost; when that comes
 * to nothing, for whatever reason, the attempt ends all the same, because pending is a promise.
 */
export async function endAttempt(deps: ConnectionsDeps, em: EntityManager, key: AttemptKey): Promise<void> {
  const overdue = await overdueBy(deps, em, key);
  if (overdue === undefined || overdue < 0) return;
  if (overdue <= LAST_LOOK_MS && (await lastLook(deps, em, key)) === 'settled') return;
  await changeIfThere(deps, { em, workspaceId: key.workspaceId, id: key.connectionId }, ({ apply }) =>
    apply({ type: 'lapsed', attemptId: key.attemptId, reason: reason('lapsed') }, SYSTEM),
  );
}

/** Milliseconds; the deadline that counts is the row's, the job may run early (another clock) or late. */
async function overdueBy({ clock }: ConnectionsDeps, em: EntityManager, key: AttemptKey): Promise<number | undefined> {
  const attempt = await em.fork().findOne(Attempt, { workspaceId: key.workspaceId, id: key.attemptId });
  return attempt?.status === 'open' ? clock.now().getTime() - attempt.expiresAt.getTime() : undefined;
}

async function lastLook(deps: ConnectionsDeps, em: EntityManager, key: AttemptKey): Promise<'settled' | 'open'> {
  try {
    const verdict = await verifyAttempt(deps, { em, ...key });
    return verdict === undefined || verdict.is === 'authorized' || verdict.is === 'refused' ? 'settled' : 'open';
  } catch (error) {
    const level = error instanceof ProviderFailure ? 'warn' : 'error';
    deps.log[level]({ err: error, attemptId: key.attemptId }, 'attempt ends without a last look');
    return 'open';
  }
}
