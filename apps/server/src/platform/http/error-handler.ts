import type { ErrorCode } from '@patchbay/contracts';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { databaseErrorCode } from '../errors/database-error.ts';
import { answerWithError } from './answer-with-error.ts';
import type { RequestLocals } from './request-log.ts';

export const notFound: RequestHandler = (_req, res) => answerWithError(res, 'NOT_FOUND');

const CODES: Record<number, ErrorCode> = { 404: 'NOT_FOUND', 413: 'BODY_TOO_LARGE' };

/** Logs what a route threw in full, and answers without any detail of it. */
// Express knows an error handler by its four parameters.
// oxlint-disable-next-line max-params
export const onError: ErrorRequestHandler = (error, _req, res, next) => {
  const { log } = res.locals as Partial<RequestLocals>;
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  if (status >= 400 && status < 500) {
    if (res.headersSent) next(error);
    else answerWithError(res, CODES[status] ?? 'INPUT_INVALID');
    return;
  }
  log?.error({ err: error }, 'a route failed');
  if (res.headersSent) next(error);
  else answerWithError(res, databaseErrorCode(error) ?? 'INTERNAL');
};
