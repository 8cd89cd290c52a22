import type { RequestHandler } from 'express';
import type { Clock } from '../clock.ts';

/** `Date` (RFC 9110, section 6.6.1) by the clock that judges deadlines: pages count down by it, whatever this machine's says. */
export function dateHeader(clock: Clock): RequestHandler {
  return (_req, res, next) => {
    res.setHeader('Date', clock.now().toUTCString());
    next();
  };
}
