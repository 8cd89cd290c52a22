import type { RequestHandler } from 'express';
import { AppError } from '../errors/app-error.ts';
import { addressOf } from '../limits/limit-calls.ts';
import { answerWithError } from './answer-with-error.ts';
import type { OpenBodies } from './open-bodies.ts';

interface BodyLimit {
  maxBytes: number;
  /** Whether they are webhooks, which have bounds of their own. */
  webhooks?: boolean;
}

/** For routes whose body is the credential: bytes in flight are counted by network. */
export function limitBodies(bodies: OpenBodies, { maxBytes, webhooks = false }: BodyLimit): RequestHandler {
  return (req, res, next) => {
    try {
      bodies.admit(req, res, { caller: webhooks ? `webhooks ${addressOf(req)}` : addressOf(req), maxBytes });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return answerWithError(res, error.code);
    }
    next();
  };
}
