import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { type RequestHandler, type Response, Router } from 'express';

/** By preference, each with the ending of the files that the build has written for it. */
const ENCODINGS = Object.entries({ br: '.br', gzip: '.gz' });

/** A name with a hash, directly in the folder. */
const NAME = /^\/[\w-]+(\.[\w-]+)+$/;

type StaticOptions = NonNullable<Parameters<typeof express.static>[1]>;

/** Files of a folder, in the form that the build has compressed them to where the browser accepts it. */
export function precompressedFiles(folder: string, options: StaticOptions): RequestHandler {
  const routes = Router();
  routes.use((req, res, next) => {
    res.vary('Accept-Encoding');
    // One by one: of several that it likes alike, a browser names the oldest first.
    const [, ending] = ENCODINGS.find(([encoding]) => req.acceptsEncodings(encoding) === encoding) ?? [];
    if (ending && NAME.test(req.path) && existsSync(join(folder, req.path + ending))) req.url = req.path + ending;
    next();
  });
  routes.use(express.static(folder, { ...options, setHeaders: describeCompressed }));
  return routes;
}

function describeCompressed(res: Response, path: string): void {
  const [encoding] = ENCODINGS.find(([, ending]) => path.endsWith(ending)) ?? [];
  if (encoding) res.set('Content-Encoding', encoding).type(extname(path.slice(0, path.lastIndexOf('.'))));
}
