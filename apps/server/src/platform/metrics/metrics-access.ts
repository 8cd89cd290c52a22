import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { answerWithError } from '../http/answer-with-error.ts';
import { isLoopbackHost, isLoopbackUrl } from '../http/loopback.ts';

export interface MetricsAccess {
  /** `null`: metrics are served on the main port. */
  metricsPort: number | null;
  /** The bearer token that readers must send; `null`: only this machine may read them. */
  metricsToken: string | null;
  publicUrl: string;
  host: string;
}

/**
 * Decides who may read metrics on the main port: callers with the token. Without a token, only this machine, and only if the server
 * is bound to loopback: behind a proxy every request comes from this machine. With METRICS_PORT they are not served here at all.
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

/** By the connection itself, not by a header about the client's address. */
function isDirect({ socket }: Request): boolean {
  return isLoopbackHost((socket.remoteAddress ?? '').replace(/^::ffff:/, ''));
}

/** Hashes have equal lengths, which a constant-time comparison needs. */
function sentToken({ headers }: Request, token: string): boolean {
  const [, given = ''] = /^Bearer (.+)$/i.exec(headers.authorization ?? '') ?? [];
  return timingSafeEqual(digest(given), digest(token));
}

const digest = (text: string) => createHash('sha256').update(text).digest();
