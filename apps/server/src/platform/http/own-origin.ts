import type { Request, RequestHandler } from 'express';
import { answerWithError } from './answer-with-error.ts';

/**
 * Lets a browser change things only from our own pages (OWASP, Cross-Site Request Forgery Prevention: Fetch Metadata with
 * the Origin as its fallback). Requests without a cookie carry nobody's authority and pass.
 */
export function ownOriginOnly(publicUrl: string): RequestHandler {
  const origin = new URL(publicUrl).origin;
  return (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD' || !req.headers.cookie || isOwn(req, origin)) next();
    else answerWithError(res, 'ORIGIN_FOREIGN');
  };
}

function isOwn(req: Request, origin: string): boolean {
  const site = req.headers['sec-fetch-site'];
  return site === undefined ? req.headers.origin === origin : site === 'same-origin';
}
