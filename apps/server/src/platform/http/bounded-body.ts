import type { RequestHandler } from 'express';
import { answerWithError } from './answer-with-error.ts';

/**
 * Rejects a body by its declared length before any of it is read: for libraries that read bodies themselves. A body of unknown
 * length is rejected too; browsers do not send one for a form or a string.
 */
export function boundedBody(maxBytes: number): RequestHandler {
  return (req, res, next) => {
    const { 'content-length': length = '0', 'transfer-encoding': encoding } = req.headers;
    if (encoding === undefined && Number(length) <= maxBytes) return next();
    res.set('Connection', 'close');
    answerWithError(res, 'BODY_TOO_LARGE');
  };
}
