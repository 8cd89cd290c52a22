import { ProviderFailure } from '@patchbay/provider';
import type { AttemptKey } from './attempt-key.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';

/**
 * Does `work` with one attempt of many: its trouble is logged and does not keep the others waiting. `away`: the provider
 * cannot be reached, so there is no use in asking it about the next one.
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
