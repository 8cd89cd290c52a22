import type { TRPCError } from '@trpc/server';
import { codeOf } from './error-shape.ts';
import type { RequestContext } from './trpc.ts';

/** Failures that need no attention from an operator. */
const EXPECTED = /^(INPUT|UNAUTHENTICATED|FORBIDDEN|NOT_FOUND)/;

/** Logs a failed call with its cause: our own failures as errors, callers' mistakes at a low level. */
export function logFailure({ log }: Pick<RequestContext, 'log'>, error: TRPCError, path: string | undefined): void {
  const code = codeOf(error);
  const level = code === 'INTERNAL' || code === 'UNAVAILABLE' ? 'error' : EXPECTED.test(code) ? 'debug' : 'info';
  log[level]({ err: error.cause ?? error, procedure: path, code }, 'a call failed');
}
