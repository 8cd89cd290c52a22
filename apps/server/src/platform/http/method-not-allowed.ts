import type { RequestHandler } from 'express';
import { answerWithError } from './answer-with-error.ts';

/** Mounted after the handlers of a path: 405 for methods that none of them handles (RFC 9110, section 15.5.6). */
export function methodNotAllowed(allowed: string): RequestHandler {
  return (_req, res) => {
    res.set('allow', allowed);
    answerWithError(res, 'METHOD_NOT_ALLOWED');
  };
}
