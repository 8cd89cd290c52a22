import type { RequestHandler } from 'express';
import { answerWithError } from '../../platform/http/answer-with-error.ts';

/**
 * What of better-auth's own HTTP surface is open. Workspaces are managed by our procedures alone, so that there is one
 * set of rules for them.
 */
const OPEN = new Set([
  '/sign-up/email',
  '/sign-in/email',
  '/sign-out',
  '/get-session',
  '/change-password',
  '/update-user',
]);

/** Where better-auth reads whom to count for: sign-in attempts are limited per address. */
export const ADDRESS_HEADER = 'x-patchbay-address';

export const accountsOnly: RequestHandler = (req, res, next) => {
  req.headers[ADDRESS_HEADER] = req.ip;
  if (OPEN.has(req.path)) next();
  else answerWithError(res, 'NOT_FOUND');
};
