import type { Request, RequestHandler } from 'express';
import { answerWithError } from './answer-with-error.ts';

/**
 * Accepts browser requests from our own pages only (OWASP, Cross-Site Request Forgery Prevention: Fetch Metadata with the Origin as
 * its fallback). A request with neither an origin nor a session does not come from a browser and passes. Reads from other
 * sites are rejected as well: their pages could not see the response, and rejecting them first keeps them from using up limits.
 */
export function requireSameOrigin(publicUrl: string): RequestHandler {
  const origin = new URL(publicUrl).origin;
  return (req, res, next) => {
    const isRead = req.method === 'GET' || req.method === 'HEAD';
    if (isRead ? !isFromAnotherSite(req) : isNoBrowser(req) || isOwn(req, origin)) next();
    else answerWithError(res, 'ORIGIN_FOREIGN');
  };
}

/**
 * Whether a page of another origin made the browser send this (Fetch Metadata, section 2.3). Pages on another subdomain
 * count too; an address that a person typed does not.
 */
export function isFromAnotherSite({ headers }: Request): boolean {
  const site = headers['sec-fetch-site'];
  return site === 'cross-site' || site === 'same-site';
}

function isNoBrowser({ headers }: Request): boolean {
  return !headers.cookie && headers.origin === undefined && headers['sec-fetch-site'] === undefined;
}

function isOwn(req: Request, origin: string): boolean {
  const site = req.headers['sec-fetch-site'];
  return site === undefined ? req.headers.origin === origin : site === 'same-origin';
}
