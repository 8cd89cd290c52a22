import type { RequestHandler } from 'express';
import { answerWithError } from './answer-with-error.ts';

/**
 * Refuses a body by its declared length, before a byte of it is read: for what reads bodies by itself. A body of unknown
 * length is refused too; no browser sends one from a form or a string.
 */
export function boundedBody(mostBytes: number): RequestHandler {
  return (req, res, next) => {
    const { 'content-length': length = '0', 'transfer-encoding': encoding } = req.headers;
    if (encoding === undefined && Number(length) <= mostBytes) return next();
    res.set('Connection', 'close');
    answerWithError(res, 'BODY_TOO_LARGE');
  };
}
