import { reason } from '@patchbay/lifecycle';
import type { Request } from 'express';
import { AppError } from '../../../platform/errors/app-error.ts';
import { type Access, SYSTEM } from '../../access/index.ts';
import { changeIfThere } from '../change-connection.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { attemptSecretsIn } from './attempt-cookie.ts';
import { attemptsOfBrowser } from './attempts-of-browser.ts';

/** The connection to connect, and whether another open attempt of this browser may be ended for it. */
interface Next {
  id: string;
  supersede: boolean;
}

/**
 * With callback identity verification a return names no attempt, so each browser has at most one open attempt.
 * Another one is reported (ATTEMPT_OPEN), and ended when the person agrees. Two that start at the same moment can
 * still both be open; a return then ends both.
 */
export async function keepOneAttempt(
  deps: ConnectionsDeps,
  { em, req }: Pick<Access, 'em'> & { req: Request },
  { id, supersede }: Next,
): Promise<void> {
  if (!deps.verifier) return;
  const started = await attemptsOfBrowser(em, attemptSecretsIn(req, deps.publicUrl));
  const others = started.filter(({ status, connectionId }) => status === 'open' && connectionId !== id);
  if (others.length > 0 && !supersede) throw new AppError('ATTEMPT_OPEN');
  for (const { workspaceId, connectionId, id: attemptId } of others) {
    // The person chose to end it, so the reason is a cancellation: "superseded" would point them to a newer window of
    // the same connection.
    await changeIfThere(deps, { em, workspaceId, id: connectionId }, ({ apply }) =>
      apply({ type: 'refused', attemptId, reason: reason('cancelled') }, SYSTEM),
    );
  }
}
