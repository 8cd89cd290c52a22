import { ProviderFailure } from '@patchbay/provider';
import type { Access } from '../../access/index.ts';
import { Attempt } from '../attempts/attempt.entity.ts';
import { ASK_AGAIN_MS, verifyAttemptJob, verifyOpenAttempt } from '../attempts/verify-attempt.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';

/**
 * Reads the account that was created from the entered credentials and applies the provider's response, by the same rules as
 * after a return. When the provider cannot be asked now, a job asks again.
 */
export async function verifyEntered(
  deps: ConnectionsDeps,
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { attemptId, code }: { attemptId: string; code: string | undefined },
): Promise<void> {
  const attempt = await em.fork().findOne(Attempt, { workspaceId, id: attemptId, status: 'open' });
  if (!attempt) return;
  await verifyOpenAttempt(deps, { em, attempt, ...(code !== undefined && { code }) }).catch(async (error: unknown) => {
    if (!(error instanceof ProviderFailure)) throw error;
    deps.log.warn({ err: error, attemptId }, 'connect: the new account could not be read yet');
    const data = { workspaceId, connectionId: attempt.connectionId, attemptId };
    const startAfter = new Date(deps.clock.now().getTime() + ASK_AGAIN_MS);
    await em.fork().transactional((tx) => deps.jobs.send(tx, verifyAttemptJob, { data, startAfter }));
  });
}
