import { connectSessionId } from '@patchbay/contracts';
import type { MikroORM } from '@mikro-orm/postgresql';
import express, { Router } from 'express';
import { join } from 'node:path';
import type { Clock } from '../../../platform/clock.ts';
import { precompressedFiles } from '../../../platform/http/precompressed.ts';
import { db } from '../../../platform/orm/tables.ts';
import { hostLogoRoute } from './host-logo.route.ts';
import { PLAIN_FOLDER, pageFolder, pageHtml } from './page-file.ts';
import { setPageHeaders } from './page-headers.ts';

export interface ConnectPagesDeps {
  orm: MikroORM;
  clock: Clock;
  webDist: string;
}

/**
 * `GET /connect/:id`, `GET /connect/window`, `GET /connect/logos/:hash`, and the files of the page. The page is the same for every id; who may frame it
 * depends on the session.
 */
export function connectPages(deps: ConnectPagesDeps): Router {
  const { webDist } = deps;
  const routes = Router();
  const files = { immutable: true, maxAge: '1y', index: false, redirect: false } as const;
  routes.use('/assets', precompressedFiles(join(pageFolder(webDist), 'assets'), { ...files, fallthrough: false }));
  routes.use('/plain', express.static(join(PLAIN_FOLDER, 'assets'), { index: false, redirect: false }));
  routes.get('/logos/:hash', hostLogoRoute(deps));
  routes.get('/window', (_req, res) => {
    setPageHeaders(res);
    res.type('html').send(pageHtml(webDist));
  });
  routes.get('/:id', async (req, res) => {
    setPageHeaders(res, await originsOf(deps, req.params.id));
    res.type('html').send(pageHtml(webDist));
  });
  return routes;
}

async function originsOf({ orm, clock }: ConnectPagesDeps, given: string): Promise<string[]> {
  const id = connectSessionId.safeParse(given).data;
  if (id === undefined) return [];
  const session = await db(orm.em.fork())
    .selectFrom('connect_sessions')
    .select('origins')
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', clock.now())
    .executeTakeFirst();
  return session?.origins ?? [];
}
