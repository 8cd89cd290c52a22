import type { RequestHandler } from 'express';
import { answerWithError } from './answer-with-error.ts';

/** A form can be posted cross-site without a preflight, and tRPC would treat it as a call without input. */
export const jsonOnly: RequestHandler = (req, res, next) => {
  if (req.method === 'GET' || req.method === 'HEAD' || req.is('application/json')) next();
  else answerWithError(res, 'MEDIA_TYPE_UNSUPPORTED');
};
