import type { RequestHandler } from 'express';
import { answerWithError } from '../../platform/http/answer-with-error.ts';

/**
 * What of better-auth's own HTTP surface is open: the ways in and out. Workspaces and accounts are managed by our procedures
 * alone, so that there is one set of rules for them. Its list of sessions, for one, tells their tokens.
 */
const OPEN = new Set(['/sign-up/email', '/sign-in/email', '/sign-out', '/get-session']);

/** Where better-auth reads the address of a session, and our hooks the one that guesses are counted for. */
export const ADDRESS_HEADER = 'x-patchbay-address';

export const accountsOnly: RequestHandler = (req, res, next) => {
  req.headers[ADDRESS_HEADER] = req.ip;
  if (OPEN.has(req.path)) next();
  else answerWithError(res, 'NOT_FOUND');
};
