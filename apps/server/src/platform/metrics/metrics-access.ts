import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { answerWithError } from '../http/answer-with-error.ts';
import { isLoopbackHost, isLoopbackUrl } from '../http/loopback.ts';

export interface MetricsAccess {
  /** `null`: metrics are served beside everything else. */
  metricsPort: number | null;
  /** What a reader has to send as a bearer token; `null`: only this machine reads them. */
  metricsToken: string | null;
  publicUrl: string;
  host: string;
}

/**
 * Who may read metrics beside everything else: those with the token. Without one, only this machine and only where the server
 * is for it alone: behind a proxy every request comes from this machine. With a port of their own they are not here at all.
 */
export function metricsAccess({ metricsPort, metricsToken, publicUrl, host }: MetricsAccess): RequestHandler {
  const isLocal = isLoopbackUrl(publicUrl) && isLoopbackHost(host);
  const byToken = requireMetricsToken(metricsToken);
  return (req, res, next) => {
    const isOpen = metricsPort === null && (metricsToken !== null || (isLocal && isDirect(req)));
    if (isOpen) byToken(req, res, next);
    else answerWithError(res, 'NOT_FOUND');
  };
}

/** `null`: none is needed. */
export function requireMetricsToken(token: string | null): RequestHandler {
  return (req, res, next) => {
    res.set('Cache-Control', 'no-store');
    if (token === null || sentToken(req, token)) return next();
    res.set('WWW-Authenticate', 'Bearer');
    answerWithError(res, 'METRICS_TOKEN_INVALID');
  };
}

/** By the connection itself: what a header says of the sender's address is not asked. */
function isDirect({ socket }: Request): boolean {
  return isLoopbackHost((socket.remoteAddress ?? '').replace(/^::ffff:/, ''));
}

/** Hashes have one length, which is what a comparison in constant time needs. */
function sentToken({ headers }: Request, token: string): boolean {
  const [, given = ''] = /^Bearer (.+)$/i.exec(headers.authorization ?? '') ?? [];
  return timingSafeEqual(digest(given), digest(token));
}

const digest = (text: string) => createHash('sha256').update(text).digest();
