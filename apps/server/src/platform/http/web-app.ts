import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';

/** The built web app: hashed files for ever, its one page fresh each time and for every address that is a page. */
export function webApp(dist: string): RequestHandler {
  const router = Router();
  const assets = { immutable: true, maxAge: '1y', index: false, fallthrough: false } as const;
  router.use('/assets', express.static(join(dist, 'assets'), assets));
  router.use(express.static(dist, { index: false, maxAge: '1h', dotfiles: 'ignore' }));
  router.use((req, res, next) => {
    if (req.method !== 'GET' || !req.accepts('html')) return next();
    res.set('Cache-Control', 'no-cache').sendFile(join(dist, 'index.html'));
  });
  return router;
}

/** The hashes that the build wrote beside the app, for its inline styles. None where the app is not built (development). */
export function styleHashesOf(dist: string): string[] {
  const file = join(dist, 'csp.json');
  if (!existsSync(file)) return [];
  return (JSON.parse(readFileSync(file, 'utf8')) as { styleHashes: string[] }).styleHashes;
}
