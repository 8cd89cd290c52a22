import type { RequestHandler } from 'express';
import { answerWithError } from './answer-with-error.ts';

/** Stands behind the handlers of an address: 405 for the methods that none of them takes (RFC 9110, section 15.5.6). */
export function methodNotAllowed(allowed: string): RequestHandler {
  return (_req, res) => {
    res.set('allow', allowed);
    answerWithError(res, 'METHOD_NOT_ALLOWED');
  };
}
