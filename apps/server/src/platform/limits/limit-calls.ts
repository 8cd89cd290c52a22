import type { Request, Response } from 'express';
import { AppError } from '../errors/app-error.ts';
import type { CallLimit } from './call-limit.ts';
import { networkOf } from './network-of.ts';
import { tellLimit } from './rate-limit-headers.ts';

/** The caller of a request without a session or a key. `ip` is what Express trusts: see `trust proxy`. */
export function addressOf(req: Request): string {
  return `address ${networkOf(req.ip ?? 'unknown')}`;
}

/** Counts one procedure call. Throws RATE_LIMITED, with the time to wait in Retry-After (RFC 9110, section 10.2.3). */
export function countCall(limit: CallLimit, res: Response, caller: string): void {
  const wait = limit.take(caller);
  tellLimit(limit, res, caller);
  if (wait === undefined) return;
  if (!res.headersSent) res.set('Retry-After', String(wait));
  throw new AppError('RATE_LIMITED');
}
