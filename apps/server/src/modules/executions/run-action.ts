import { type ActionResult, isTooLarge, ProviderFailure } from '@patchbay/provider';
import type { ConnectionView } from '@patchbay/contracts';
import { AppError } from '../../platform/errors/app-error.ts';
import { QueueTimeoutError } from '@patchbay/outgoing-http';
import { refreshConnection } from '../connections/index.ts';
import { providerError } from '../provider/index.ts';
import type { Access } from '../access/index.ts';
import type { ActionsDeps } from './executions.deps.ts';
import { recordFailure, recordResult } from './finish-execution.ts';
import { noteOutcome } from './note-outcome.ts';
import { startExecution } from './start-execution.ts';

export interface Run {
  /** Of the execution that was begun for it. */
  id: string;
  connection: ConnectionView;
  /** Asks the provider. */
  perform: () => Promise<ActionResult>;
}

/**
 * Asks the provider to run it, and records the result. After the request was sent, no failure here may look as if the action had not
 * run: that is EXECUTION_UNCERTAIN.
 */
export async function runAction(deps: ActionsDeps, access: Access, run: Run): Promise<ActionResult> {
  try {
    return await runAndRecord(deps, access, run);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('EXECUTION_UNCERTAIN', { cause: error });
  }
}

async function runAndRecord(deps: ActionsDeps, access: Access, run: Run): Promise<ActionResult> {
  const key = { workspaceId: access.workspaceId, id: run.id };
  const result = await ask(deps, access, run).catch(async (error: unknown) => {
    const failure = await judge(deps, access, { run, error });
    await recordFailure(deps, access.em.fork(), { ...key, ...failure });
    throw new AppError(failure.code, { cause: error });
  });
  await recordResult(deps, access.em.fork(), { ...key, result });
  await noteOutcome(deps, access, { connectionId: run.connection.id, successful: result.successful });
  // The app's own words for it are only a hint: the provider's record decides.
  if (!result.successful && soundsLikeNoGrant(result.error ?? '')) await grantEnded(deps, access, run);
  return result;
}

/** Waits for its turn among the executions of the workspace, for a limited time. */
function ask(deps: ActionsDeps, { em, workspaceId }: Access, run: Run): Promise<ActionResult> {
  return deps.executionTurns.take(workspaceId, async () => {
    await startExecution(deps, em.fork(), { workspaceId, id: run.id });
    return run.perform();
  });
}

const NO_GRANT =
  /\b401\b|unauthori[sz]ed|unauthenticated|invalid[_ ](grant|token|credentials)|token.{0,80}(expired|revoked)/i;

/** The text may be as long as the sender of the app's answer made it: only its beginning is looked at. */
function soundsLikeNoGrant(said: string): boolean {
  return NO_GRANT.test(said.slice(0, 2_000));
}

interface Judged {
  status: 'refused' | 'uncertain';
  code: AppError['code'];
}

/** What a failed run means: whether it may have been done all the same, and whether the grant is to blame. */
async function judge(deps: ActionsDeps, access: Access, { run, error }: { run: Run; error: unknown }): Promise<Judged> {
  if (error instanceof QueueTimeoutError) return { status: 'refused', code: 'PROVIDER_BUSY' };
  // What is prepared for it has failed. A run that timed out is the exception, and has its result already.
  if (error instanceof AppError && error.code !== 'EXECUTION_UNCERTAIN') return { status: 'refused', code: error.code };
  if (!(error instanceof ProviderFailure)) return { status: 'uncertain', code: 'EXECUTION_UNCERTAIN' };
  if (isTooLarge(error)) return { status: 'uncertain', code: 'ANSWER_TOO_LARGE' };
  if (error.kind === 'unavailable' || error.kind === 'invalid') {
    return { status: 'uncertain', code: 'EXECUTION_UNCERTAIN' };
  }
  if (error.kind === 'refused' && (await grantEnded(deps, access, run)))
    return { status: 'refused', code: 'GRANT_ENDED' };
  return { status: 'refused', code: providerError(error).code };
}

/** Reads the account again, which marks the connection if its grant has ended. Never rejects. */
async function grantEnded(deps: ActionsDeps, access: Access, { connection }: Run): Promise<boolean> {
  try {
    const { connection: now } = await refreshConnection(deps, access, { id: connection.id });
    return now.status !== 'active';
  } catch (error) {
    deps.log.warn({ err: error, connectionId: connection.id }, 'could not read an account after its action failed');
    return false;
  }
}
