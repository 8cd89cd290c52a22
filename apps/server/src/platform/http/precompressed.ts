import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { type RequestHandler, type Response, Router } from 'express';

/** By preference, each with the ending of the files that the build has written for it. */
const ENCODINGS = { br: '.br', gzip: '.gz' } as const;

/** A name with a hash, directly in the folder. */
const NAME = /^\/[\w-]+(\.[\w-]+)+$/;

type StaticOptions = NonNullable<Parameters<typeof express.static>[1]>;

/** Files of a folder, in the form that the build has compressed them to where the browser accepts it. */
export function precompressedFiles(folder: string, options: StaticOptions): RequestHandler {
  const routes = Router();
  routes.use((req, res, next) => {
    res.vary('Accept-Encoding');
    const encoding = req.acceptsEncodings(Object.keys(ENCODINGS));
    const ending = encoding ? ENCODINGS[encoding as keyof typeof ENCODINGS] : undefined;
    if (ending && NAME.test(req.path) && existsSync(join(folder, req.path + ending))) req.url = req.path + ending;
    next();
  });
  routes.use(express.static(folder, { ...options, setHeaders: describeCompressed }));
  return routes;
}

function describeCompressed(res: Response, path: string): void {
  const encoding = path.endsWith(ENCODINGS.br) ? 'br' : path.endsWith(ENCODINGS.gzip) ? 'gzip' : undefined;
  if (encoding) res.set('Content-Encoding', encoding).type(extname(path.slice(0, path.lastIndexOf('.'))));
}
