import { ProviderFailure } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import { reason } from '@patchbay/lifecycle';
import { SYSTEM } from '../../access/index.ts';
import type { AttemptKey } from './attempt-key.ts';
import { Attempt } from './attempt.entity.ts';
import { changeIfThere } from '../change-connection.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { verifyAttempt } from './verify-attempt.ts';

/**
 * How late the provider is still asked, in milliseconds after the deadline. When the provider is slow and many
 * attempts end at once, those that waited longer end without asking: a minute after its deadline no attempt is
 * pending.
 */
const LAST_LOOK_MS = 10_000;

/**
 * Ends an attempt whose deadline has passed. The provider is asked one last time; if that fails for any reason, the
 * attempt ends all the same, because a deadline is a promise. When the account was seen active, the reason says so:
 * the person did approve, and only their return is missing.
 */
export async function endAttempt(deps: ConnectionsDeps, em: EntityManager, key: AttemptKey): Promise<void> {
  const attempt = await em.fork().findOne(Attempt, { workspaceId: key.workspaceId, id: key.attemptId });
  if (attempt?.status !== 'open') return;
  // The row's deadline decides: the job may run early (another clock) or late.
  const overdue = deps.clock.now().getTime() - attempt.expiresAt.getTime();
  if (overdue < 0) return;
  // Of an end user who has returned, the provider knows nothing more: their product did not confirm them.
  const isConfirming = attempt.codeHash != null;
  const found = overdue <= LAST_LOOK_MS && !isConfirming ? await lastLook(deps, em, key) : 'open';
  if (found === 'decided') return;
  const isApproved = found === 'approved' || attempt.activeSeenAt;
  const code = isConfirming ? 'confirmation_missing' : isApproved ? 'return_missing' : 'lapsed';
  await changeIfThere(deps, { em, workspaceId: key.workspaceId, id: key.connectionId }, ({ apply }) =>
    apply({ type: 'lapsed', attemptId: key.attemptId, reason: reason(code) }, SYSTEM),
  );
}

async function lastLook(
  deps: ConnectionsDeps,
  em: EntityManager,
  key: AttemptKey,
): Promise<'decided' | 'approved' | 'open'> {
  try {
    const verdict = await verifyAttempt(deps, { em, ...key });
    if (verdict?.is === 'unreturned') return 'approved';
    return verdict?.is === 'waiting' || verdict?.is === 'asking' || verdict?.is === 'confirming' ? 'open' : 'decided';
  } catch (error) {
    const level = error instanceof ProviderFailure ? 'warn' : 'error';
    deps.log[level]({ err: error, attemptId: key.attemptId }, 'attempt ends without a last look');
    return 'open';
  }
}
