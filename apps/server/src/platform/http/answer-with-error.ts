import { type ErrorCode, ERRORS } from '@patchbay/contracts';
import type { Response } from 'express';
import type { RequestLocals } from './request-log.ts';

/** Sends an error outside of tRPC, in the same format. */
export function answerWithError(res: Response, code: ErrorCode, fields: Record<string, string> | null = null): void {
  const { status, sentence, remedy } = ERRORS[code];
  const { reference } = res.locals as Partial<RequestLocals>;
  if (status === 503) res.set('Retry-After', '5');
  const error = { errorCode: code, message: sentence, remedy, reference: reference ?? null, fields };
  res.status(status).json({ error });
}
