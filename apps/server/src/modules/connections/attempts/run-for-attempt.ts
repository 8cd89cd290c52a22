import { ProviderFailure } from '@patchbay/provider';
import type { AttemptKey } from './attempt-key.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';

/**
 * Runs `work` for one attempt of many: an error is logged and does not block the others. Returns `away` when the
 * provider is unavailable, so that the caller stops asking.
 */
export async function runForAttempt(
  { log }: ConnectionsDeps,
  { workspaceId, connectionId, attemptId }: AttemptKey,
  work: () => Promise<unknown>,
): Promise<'done' | 'away'> {
  try {
    await work();
    return 'done';
  } catch (error) {
    const level = error instanceof ProviderFailure ? 'warn' : 'error';
    log[level]({ err: error, workspaceId, connectionId, attemptId }, 'attempts: could not look after one');
    return error instanceof ProviderFailure && error.isAway ? 'away' : 'done';
  }
}
