import type { RequestHandler } from 'express';
import { answerWithError } from '../../platform/http/answer-with-error.ts';

/**
 * The part of better-auth's HTTP API that is exposed: signing in and out. Workspaces and accounts are managed only by
 * our procedures, so that there is one set of rules. Its session list, for example, would reveal session tokens.
 */
const OPEN = new Set(['/sign-up/email', '/sign-in/email', '/sign-out', '/get-session']);

/**
 * The header from which better-auth reads a session's IP address, and our hooks the address that sign-in attempts are
 * counted for.
 */
export const ADDRESS_HEADER = 'x-patchbay-address';

export const accountsOnly: RequestHandler = (req, res, next) => {
  req.headers[ADDRESS_HEADER] = req.ip;
  if (OPEN.has(req.path)) next();
  else answerWithError(res, 'NOT_FOUND');
};
