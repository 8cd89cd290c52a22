import type { ErrorText } from '@patchbay/contracts';
import { TRPCError } from '@trpc/server';
import type { AppError } from '../errors/app-error.ts';

const CODES: Record<ErrorText['status'], TRPCError['code']> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_SUPPORTED',
  408: 'TIMEOUT',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  417: 'BAD_REQUEST',
  429: 'TOO_MANY_REQUESTS',
  431: 'BAD_REQUEST',
  500: 'INTERNAL_SERVER_ERROR',
  502: 'BAD_GATEWAY',
  503: 'SERVICE_UNAVAILABLE',
};

/** An expected failure as tRPC knows it, so that the HTTP status is right. */
export function asTrpcError(cause: AppError): TRPCError {
  return new TRPCError({ code: CODES[cause.text.status], message: cause.message, cause });
}
