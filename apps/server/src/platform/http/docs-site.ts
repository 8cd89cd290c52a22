import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import { z } from 'zod';

const hashesSchema = z.array(z.string().regex(/^'sha256-[A-Za-z0-9+/=]{44}'$/));

const NOT_BUILT = 'The guides are not built. Run “npm run docs”, then load this page again.\n';

/**
 * The guides at `/docs`, if they were built (`npm run docs`). Their pages have two kinds of inline scripts, which their policy allows by
 * hash and nothing else; highlighted code has colors in style attributes.
 */
export function docsSite(dist: string): RequestHandler {
  const hashes = join(dist, 'script-hashes.json');
  let site: RequestHandler | undefined;
  return (req, res, next) => {
    // They may be built while this runs.
    site ??= existsSync(hashes) ? builtSite(dist, hashes) : undefined;
    if (site) site(req, res, next);
    else res.status(404).type('text').send(NOT_BUILT);
  };
}

function builtSite(dist: string, hashes: string): RequestHandler {
  const router = Router();
  const policy = policyOf(hashesSchema.parse(JSON.parse(readFileSync(hashes, 'utf8'))));
  router.use((_req, res, next) => {
    res.setHeader('Content-Security-Policy', policy);
    next();
  });
  router.get('/', (req, res, next) => {
    // The pages' links are relative to the folder.
    if (req.originalUrl.split('?')[0] !== req.baseUrl) return next();
    res.redirect(308, `${req.baseUrl}/`);
  });
  const assets = { immutable: true, maxAge: '1y', index: false, redirect: false } as const;
  router.use('/assets', express.static(join(dist, 'assets'), assets));
  router.use(express.static(dist, { extensions: ['html'], redirect: false, dotfiles: 'ignore' }));
  router.use((_req, res) => res.status(404).sendFile(join(dist, '404.html')));
  return router;
}

function policyOf(scripts: string[]): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${scripts.join(' ')}`,
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
