import type { Request, RequestHandler } from 'express';
import { answerWithError } from './answer-with-error.ts';

/**
 * Lets a browser change things only from our own pages (OWASP, Cross-Site Request Forgery Prevention: Fetch Metadata with
 * the Origin as its fallback). What says neither where it comes from nor whose it is is no browser, and passes; without a
 * cookie a browser is held to it all the same, or a foreign page could sign its visitors in as somebody.
 */
export function ownOriginOnly(publicUrl: string): RequestHandler {
  const origin = new URL(publicUrl).origin;
  return (req, res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD' || isNoBrowser(req) || isOwn(req, origin)) next();
    else answerWithError(res, 'ORIGIN_FOREIGN');
  };
}

function isNoBrowser({ headers }: Request): boolean {
  return !headers.cookie && headers.origin === undefined && headers['sec-fetch-site'] === undefined;
}

function isOwn(req: Request, origin: string): boolean {
  const site = req.headers['sec-fetch-site'];
  return site === undefined ? req.headers.origin === origin : site === 'same-origin';
}
