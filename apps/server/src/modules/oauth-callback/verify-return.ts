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
import { PROVIDER } from '../access/index.ts';
import type { ReturnOutcome } from './receive-return.ts';

/** What a second visit of the same link is told. */
export async function presentOutcome(
  em: EntityManager,
  { workspaceId, id }: Attempt,
): Promise<ReturnOutcome['outcome']> {
  const { status, reasonCode } = await em.fork().findOneOrFail(Attempt, { workspaceId, id });
  if (status === 'open') return 'verifying';
  if (status === 'authorized') return 'connected';
  return reasonCode ?? (status === 'refused' ? 'provider_failed' : status);
}

/** When the provider cannot say yet, a job goes on asking, and the page follows the connection's status. */
export async function verifyReturn(
  deps: ConnectionsDeps,
  em: EntityManager,
  { attempt, reasonIfNotActive }: { attempt: Attempt; reasonIfNotActive?: Reason | undefined },
): Promise<ReturnOutcome['outcome']> {
  const key = { workspaceId: attempt.workspaceId, connectionId: attempt.connectionId, attemptId: attempt.id };
  try {
    const verdict = await verifyOpenAttempt(deps, { em, attempt, ...(reasonIfNotActive && { reasonIfNotActive }) });
    if (verdict?.is === 'authorized') return 'connected';
    if (verdict?.is === 'refused') return verdict.reason.code;
    if (!verdict) return await presentOutcome(em, attempt);
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    deps.log.warn({ err: error, attemptId: attempt.id }, 'return: the provider cannot be asked now, a job will');
  }
  await noteReturn(deps, em, key);
  return 'verifying';
}

/** Where it is not decided at once, the return stands in the history; the job that was sent with it follows it up. */
async function noteReturn(deps: ConnectionsDeps, em: EntityManager, key: AttemptKey): Promise<void> {
  const { workspaceId, connectionId: id, attemptId } = key;
  await changeIfThere(deps, { em, workspaceId, id }, async ({ connection, note }) => {
    if (connection.attemptId === attemptId) await note({ event: 'returned', actor: PROVIDER });
  });
}
