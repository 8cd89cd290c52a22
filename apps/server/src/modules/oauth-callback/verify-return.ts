import { ProviderFailure } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Reason } from '@patchbay/lifecycle';
import {
  Attempt,
  type AttemptKey,
  changeIfThere,
  type ConnectionsDeps,
  verifyOpenAttempt,
} from '../connections/index.ts';
import { type Cause, onBehalfOf } from '../../platform/limits/on-behalf-of.ts';
import { PROVIDER } from '../access/index.ts';
import type { ReturnOutcome } from './arrival.ts';

/** The outcome shown on a second visit of the same link. */
export async function presentOutcome(
  em: EntityManager,
  { workspaceId, id }: Attempt,
): Promise<ReturnOutcome['outcome']> {
  const { status, reasonCode } = await em.fork().findOneOrFail(Attempt, { workspaceId, id });
  if (status === 'open') return 'verifying';
  if (status === 'authorized') return 'connected';
  return reasonCode ?? (status === 'refused' ? 'provider_failed' : status);
}

/** If the provider has no answer yet, a job keeps asking, and the page follows the connection's status. */
export async function verifyReturn(
  deps: ConnectionsDeps,
  em: EntityManager,
  { attempt, reasonIfNotActive }: { attempt: Attempt; reasonIfNotActive?: Reason | undefined },
): Promise<ReturnOutcome['outcome']> {
  const key = { workspaceId: attempt.workspaceId, connectionId: attempt.connectionId, attemptId: attempt.id };
  try {
    const verdict = await onBehalfOf(personOf(attempt), () =>
      verifyOpenAttempt(deps, { em, attempt, ...(reasonIfNotActive && { reasonIfNotActive }) }),
    );
    if (verdict?.is === 'authorized') return 'connected';
    if (verdict?.is === 'refused') return verdict.reason.code;
    if (!verdict) return await presentOutcome(em, attempt);
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    deps.log.warn({ err: error, attemptId: attempt.id }, 'return: the provider could not be asked, a job will retry');
  }
  await noteReturn(deps, em, key);
  return 'verifying';
}

/** A person waits for the page: without a cause it would count as our own upkeep, which other upkeep may have used up. */
function personOf({ userId, workspaceId }: Attempt): Cause {
  return { kind: 'request', callers: [`user ${userId}`, `workspace ${workspaceId}`] };
}

/** When the outcome is not decided at once, adds the return to the history; the job sent with it follows up. */
async function noteReturn(deps: ConnectionsDeps, em: EntityManager, key: AttemptKey): Promise<void> {
  const { workspaceId, connectionId: id, attemptId } = key;
  await changeIfThere(deps, { em, workspaceId, id }, async ({ connection, note }) => {
    if (connection.attemptId === attemptId) await note({ event: 'returned', actor: PROVIDER });
  });
}
