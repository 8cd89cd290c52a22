import type { Response } from 'express';
import type { RequestLocals } from '../http/request-log.ts';
import type { CallLimit, CountedLimit } from './call-limit.ts';

/**
 * Tells the caller where it stands with a limit that just counted it, where the API tells limits
 * (draft-ietf-httpapi-ratelimit-headers-10). One limit may count a request more than once, for several callers: the one that
 * has least left is told.
 */
export function tellLimit(limit: CallLimit, res: Response, caller: string): void {
  const { limits } = res.locals as Partial<RequestLocals>;
  if (!limits || res.headersSent) return;
  const counted = limit.standing(caller);
  if (!counted) return;
  const before = limits.get(limit.name);
  if (!before || counted.remaining < before.remaining) limits.set(limit.name, counted);
  res.setHeader(
    'RateLimit-Policy',
    listOf(limits, ({ perMinute }) => `q=${perMinute};w=60`),
  );
  res.setHeader(
    'RateLimit',
    listOf(limits, ({ remaining, seconds }) => `r=${remaining};t=${seconds}`),
  );
}

/** A list of strings with parameters (RFC 9651, section 3.1). */
function listOf(limits: Map<string, CountedLimit>, parametersOf: (limit: CountedLimit) => string): string {
  return [...limits].map(([name, limit]) => `"${name}";${parametersOf(limit)}`).join(', ');
}
