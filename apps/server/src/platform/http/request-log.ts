import type { RequestHandler } from 'express';
import type { NewId } from '../ids.ts';
import type { Logger } from '../logging/logger.ts';

/** What each request carries from here on; see {@link requestLog}. */
export interface RequestLocals {
  reference: string;
  log: Logger;
}

/**
 * Names each request and logs its end: path without query (return links carry secrets there), status, duration in
 * milliseconds. The name is also in every error answer, so that a person can quote it.
 */
export function requestLog({ log, newId }: { log: Logger; newId: NewId }): RequestHandler {
  return (req, res, next) => {
    const reference = newId();
    const started = performance.now();
    const locals: RequestLocals = { reference, log: log.child({ reference }) };
    Object.assign(res.locals, locals);
    res.set('X-Request-Id', reference);
    res.on('close', () => {
      const line = { method: req.method, path: req.path, status: res.statusCode, ms: since(started) };
      locals.log[res.statusCode >= 500 ? 'error' : 'debug'](line, 'request');
    });
    next();
  };
}

function since(started: number): number {
  return Math.round((performance.now() - started) * 10) / 10;
}
