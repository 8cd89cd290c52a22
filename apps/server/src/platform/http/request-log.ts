import type { Request, RequestHandler } from 'express';
import type { NewId } from '../ids.ts';
import type { CountedLimit } from '../limits/call-limit.ts';
import { type LogContext, withLogContext } from '../logging/log-context.ts';
import type { Logger } from '../logging/logger.ts';
import { givenRequestId, readTraceparent } from '@patchbay/outgoing-http';

/** What each request carries from here on; see {@link requestLog}. */
export interface RequestLocals {
  reference: string;
  log: Logger;
  /** Set for what answers errors as RFC 9457 problem details. */
  answersProblems?: boolean;
  /** The limits that counted this request, by name; set where they are told in headers. */
  limits?: Map<string, CountedLimit>;
}

/**
 * Names each request, by the id that it came with if there is one, and logs its end: path without query (return links carry
 * secrets there), status, duration in milliseconds. The name is also in every error answer, so that a person can quote it,
 * in every line that is logged meanwhile, and in what is asked of the provider.
 */
export function requestLog({ log, newId }: { log: Logger; newId: NewId }): RequestHandler {
  return (req, res, next) => {
    const started = performance.now();
    const context = contextOf(req, newId);
    const { reference } = context;
    res.locals = { reference, log } satisfies RequestLocals;
    res.setHeader('X-Request-Id', reference);
    res.on('close', () => {
      const level = res.statusCode >= 500 ? 'error' : 'debug';
      if (!log.isLevelEnabled(level)) return;
      const line = { method: req.method, path: req.baseUrl + req.path, status: res.statusCode, ms: since(started) };
      // The cause logs itself; one line a minute about its responses is enough.
      const limited = res.statusCode === 503 ? { limitBy: 'answered 503' } : {};
      withLogContext(context, () => log[level]({ ...line, ...limited }, 'request'));
    });
    withLogContext(context, next);
  };
}

function contextOf({ headers }: Request, newId: NewId): LogContext & { reference: string } {
  const given = headers['x-request-id'];
  const reference = (typeof given === 'string' ? givenRequestId(given) : undefined) ?? newId();
  const { traceparent } = headers;
  return { reference, ...(typeof traceparent === 'string' ? readTraceparent(traceparent) : undefined) };
}

function since(started: number): number {
  return Math.round((performance.now() - started) * 10) / 10;
}
