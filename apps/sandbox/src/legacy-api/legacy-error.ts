import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { ApiErrorParts } from '../http/api-error.ts';

/** The flat body of v1 and v2. */
function legacyError({ status, slug, message, details }: ApiErrorParts): Record<string, unknown> {
  const type = status < 500 ? 'BadRequestError' : 'ServerError';
  return { type, name: slug, status, message, details: details ?? null, requestId: randomUUID() };
}

/** Errors of the routes after this one are formatted like those of v1 and v2. */
export const legacyErrorBody: RequestHandler = (_request, response, next) => {
  response.locals['errorBody'] = legacyError;
  next();
};
