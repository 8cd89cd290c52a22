import type { RequestHandler } from 'express';
import type { Clock } from '../clock.ts';

/** `Date` (RFC 9110, section 6.6.1) by the clock that decides deadlines, because pages count down by it. */
export function dateHeader(clock: Clock): RequestHandler {
  return (_req, res, next) => {
    res.setHeader('Date', clock.now().toUTCString());
    next();
  };
}
