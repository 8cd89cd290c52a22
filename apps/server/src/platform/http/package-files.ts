import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';

/** Where `scripts/lib/packages-build.mjs` leaves them. */
export const PACKED = join(import.meta.dirname, '../../../../../packages/packed');

const NAMES = ['/packages/patchbay-client.tgz', '/packages/patchbay-connect.tgz'];

/**
 * The packages of this version, `patchbay-client.tgz` and `patchbay-connect.tgz`, so that
 * `npm install https://host/packages/patchbay-client.tgz` gets the client that fits. Revalidated, because the name stays the same
 * with every version.
 */
export function packageFiles(folder: string): RequestHandler {
  const router = Router();
  // Never the web app's page for a missing file, which npm would take for a package.
  const files = { index: false, redirect: false, fallthrough: false, dotfiles: 'ignore' } as const;
  const setHeaders = (res: express.Response) => res.set('Cache-Control', 'no-cache');
  router.get(NAMES, (req, res, next) => {
    if (existsSync(join(folder, basename(req.path)))) return next();
    res
      .status(503)
      .set('Retry-After', '30')
      .json({ error: 'The packages are still being made. Try again in a minute.' });
  });
  router.use('/packages', express.static(folder, { ...files, cacheControl: false, setHeaders }));
  return router;
}
