import type { AnyTRPCRouter } from '@trpc/server';
import type { RequestHandler } from 'express';
import type { Operation } from '../operation.ts';
import { plainHttp } from '../plain-http.ts';
import { eventStream } from './event-stream.ts';

/** Version 1 of the API: every error is problem details, and limits are told. See `describeV1`. */
export function apiV1(router: AnyTRPCRouter, operations: Operation[]): RequestHandler {
  return plainHttp({ router, operations, streamOf: (operation) => eventStream(router, operation) });
}

/** Mounted before everything that may refuse a request. */
export const v1Answers: RequestHandler = (_req, res, next) => {
  Object.assign(res.locals, { answersProblems: true, limits: new Map() });
  next();
};
