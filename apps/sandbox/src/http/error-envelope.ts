import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { ApiError } from './api-error.ts';
import type { ApiErrorParts } from './api-error.ts';

/** The body of every error: `{"error":{message,code,slug,status,request_id,suggested_fix?,errors?}}`. */
export function errorEnvelope(parts: ApiErrorParts): { error: Record<string, unknown> } {
  return {
    error: {
      message: parts.message,
      code: parts.code,
      slug: parts.slug,
      status: parts.status,
      request_id: randomUUID(),
      ...(parts.suggestedFix === undefined ? {} : { suggested_fix: parts.suggestedFix }),
      ...(parts.details === undefined ? {} : { errors: parts.details }),
    },
  };
}

/** The last route: not found. */
export const unknownRoute: RequestHandler = (request, response) => {
  const message = `Cannot ${request.method} ${request.path}`;
  response.status(404).json(errorEnvelope({ status: 404, code: 404, slug: 'HTTP_NotFound', message }));
};

/** The last handler: an expected refusal becomes its envelope, a fault of ours a 500 without its stack. */
// oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
export const writeError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) return next(error);
  const parts = partsOf(error);
  if (parts.status >= 500)
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  // Older generations of the API format their errors differently.
  const body = (response.locals['errorBody'] ?? errorEnvelope) as (parts: ApiErrorParts) => unknown;
  response.status(parts.status).json(body(parts));
};

function partsOf(error: unknown): ApiErrorParts {
  if (error instanceof ApiError) return error.parts;
  const status = statusOfBodyParser(error);
  if (status !== undefined) {
    return { status, code: status, slug: 'HTTP_BadRequest', message: 'The request body could not be read' };
  }
  return { status: 500, code: 500, slug: 'HTTP_InternalServerError', message: 'Internal server error' };
}

/** express.json and express.urlencoded report unreadable bodies as errors with a 4xx `status`. */
function statusOfBodyParser(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
