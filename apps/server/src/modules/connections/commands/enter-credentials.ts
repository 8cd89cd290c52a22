import { ProviderFailure } from '@patchbay/provider';
import type { Access } from '../../access/index.ts';
import { Attempt } from '../attempts/attempt.entity.ts';
import { verifyOpenAttempt } from '../attempts/verify-attempt.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';

/**
 * Reads the account that was made of what a person entered, and does what the provider's answer means: the same look and the
 * same rules as after a return. When the provider cannot say now, the job that was sent with the account goes on asking.
 */
export async function verifyEntered(
  deps: ConnectionsDeps,
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  attemptId: string,
): Promise<void> {
  const attempt = await em.fork().findOne(Attempt, { workspaceId, id: attemptId, status: 'open' });
  if (!attempt) return;
  await verifyOpenAttempt(deps, { em, attempt }).catch((error: unknown) => {
    if (!(error instanceof ProviderFailure)) throw error;
    deps.log.warn({ err: error, attemptId }, 'connect: the new account could not be read yet');
  });
}
