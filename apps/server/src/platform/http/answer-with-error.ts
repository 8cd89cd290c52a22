import { type ErrorCode, ERRORS } from '@patchbay/contracts';
import type { Response } from 'express';
import { PROBLEM_TYPE, problemOf } from './problem.ts';
import type { RequestLocals } from './request-log.ts';

/** Sends an error outside of tRPC: in its format, or as problem details where the API answers these. */
export function answerWithError(res: Response, code: ErrorCode, fields: Record<string, string> | null = null): void {
  const { status, sentence, remedy } = ERRORS[code];
  const { reference = null, answersProblems = false } = res.locals as Partial<RequestLocals>;
  if (status === 503) res.set('Retry-After', '5');
  res.status(status);
  if (answersProblems) {
    // Not `json`, which would add a charset that the type does not have.
    res.set('Content-Type', PROBLEM_TYPE).end(JSON.stringify(problemOf(code, { reference, fields })));
    return;
  }
  res.json({ error: { errorCode: code, message: sentence, remedy, reference, fields } });
}
