import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import { methodNotAllowed } from './method-not-allowed.ts';
import { precompressedFiles } from './precompressed.ts';

/** The built web app: hashed files are cached forever; its single page is revalidated and served for every page URL. */
export function webApp(dist: string): RequestHandler {
  const router = Router();
  const assets = { immutable: true, maxAge: '1y', index: false, fallthrough: false, redirect: false } as const;
  router.use('/assets', readOnly, withoutDocumentHeaders, precompressedFiles(join(dist, 'assets'), assets));
  // No redirect to a folder for a path such as /logos/..%2f.., which would be a page of the framework.
  const files = { index: false, redirect: false, cacheControl: false, dotfiles: 'ignore' } as const;
  router.use(express.static(dist, { ...files, setHeaders: revalidate }));
  router.use((req, res, next) => {
    if (!['GET', 'HEAD'].includes(req.method) || !req.accepts('html')) return next();
    res.set('Cache-Control', 'no-cache').sendFile(join(dist, 'index.html'));
  });
  return router;
}

/** Replaces the plain response of the static file handler to other methods. */
const readOnly: RequestHandler = (req, res, next) => {
  if (req.method === 'GET' || req.method === 'HEAD') next();
  else void methodNotAllowed('GET, HEAD')(req, res, next);
};

/** They are for documents, and would be a tenth of what a page of twenty scripts weighs. */
const DOCUMENT_HEADERS = [
  'Content-Security-Policy',
  'Cross-Origin-Opener-Policy',
  'Origin-Agent-Cluster',
  'Referrer-Policy',
  'X-DNS-Prefetch-Control',
  'X-Download-Options',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-XSS-Protection',
];

const withoutDocumentHeaders: RequestHandler = (_req, res, next) => {
  for (const name of DOCUMENT_HEADERS) res.removeHeader(name);
  next();
};

/** Names without a hash stay the same when their content changes. */
function revalidate(res: ServerResponse): void {
  res.setHeader('Cache-Control', 'no-cache');
}
