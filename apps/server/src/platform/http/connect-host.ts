import type { RequestHandler } from 'express';
import { answerWithError } from './answer-with-error.ts';

interface Addresses {
  publicUrl: string;
  connectUrl: string;
}

/** What end users' browsers need: the pages, the provider's return, and the logos of apps. */
const OF_CONNECT_HOST = /^\/(connect\/|oauth\/callback\/|logos\/|healthz$|readyz$)/;

/**
 * Where the pages for end users have an origin of their own, that origin has them and nothing else, and the main one does not have
 * them: what runs in one can read nothing of the other. A link to a page at the main origin leads on; a browser keeps the fragment.
 * Nothing to do where both are the same.
 */
export function separateConnectHost({ publicUrl, connectUrl }: Addresses): RequestHandler {
  const { host } = new URL(connectUrl);
  if (host === new URL(publicUrl).host) return (_req, _res, next) => next();
  return (req, res, next) => {
    const isConnectHost = req.host === host;
    if (isConnectHost && !OF_CONNECT_HOST.test(req.path)) return answerWithError(res, 'NOT_FOUND');
    if (isConnectHost || !req.path.startsWith('/connect/')) return next();
    if (req.method === 'GET') return res.redirect(307, connectUrl + req.originalUrl);
    answerWithError(res, 'NOT_FOUND');
  };
}
