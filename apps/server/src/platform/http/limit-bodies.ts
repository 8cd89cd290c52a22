import type { RequestHandler } from 'express';
import { AppError } from '../errors/app-error.ts';
import { addressOf } from '../limits/limit-calls.ts';
import { answerWithError } from './answer-with-error.ts';
import type { OpenBodies } from './open-bodies.ts';

/** For routes whose body is the credential: what is on its way is counted by network. */
export function limitBodies(bodies: OpenBodies, mostBytes: number): RequestHandler {
  return (req, res, next) => {
    try {
      bodies.admit(req, res, { caller: addressOf(req), mostBytes });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return answerWithError(res, error.code);
    }
    next();
  };
}
