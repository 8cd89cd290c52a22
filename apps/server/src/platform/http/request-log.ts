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
    const locals = new NamedRequest(reference, log);
    res.locals = locals;
    res.setHeader('X-Request-Id', reference);
    res.on('close', () => {
      const level = res.statusCode >= 500 ? 'error' : 'debug';
      if (!log.isLevelEnabled(level)) return;
      const line = { method: req.method, path: req.baseUrl + req.path, status: res.statusCode, ms: since(started) };
      // What keeps us from serving says so itself; of its answers one a minute is enough.
      locals.log[level](res.statusCode === 503 ? { ...line, limitBy: 'answered 503' } : line, 'request');
    });
    next();
  };
}

/**
 * The logger is made by who writes to it first: most requests log nothing, and it costs more than the rest of a webhook. A
 * class, because to define the getter anew on each request's own object cost that a second time.
 */
class NamedRequest implements RequestLocals {
  readonly reference: string;
  readonly #parent: Logger;
  #own: Logger | undefined;

  constructor(reference: string, parent: Logger) {
    this.reference = reference;
    this.#parent = parent;
  }

  get log(): Logger {
    return (this.#own ??= this.#parent.child({ reference: this.reference }));
  }
}

function since(started: number): number {
  return Math.round((performance.now() - started) * 10) / 10;
}
