import type { Request, RequestHandler } from 'express';
import { answerWithError } from './answer-with-error.ts';

/**
 * Lets browsers in from our own pages only (OWASP, Cross-Site Request Forgery Prevention: Fetch Metadata with the Origin as
 * its fallback). A request that names neither its origin nor a session comes from no browser, and passes. Reads of other
 * sites are refused as well: no other page can see the answer, and refused before they are counted they use up no limit.
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
