import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { RequestHandler } from 'express';
import { answerWithError } from '../../platform/http/answer-with-error.ts';
import { db } from '../../platform/orm/tables.ts';
import { appSlug } from './known-app.ts';

/**
 * `GET /logos/:slug`. An SVG may contain scripts: inside an image they never run, and if it is opened directly the
 * policy blocks them.
 */
export function logoRoute({ orm }: { orm: MikroORM }): RequestHandler<{ slug: string }> {
  return async (req, res) => {
    const slug = appSlug.safeParse(req.params.slug);
    const logo = slug.success ? await readLogo(orm.em.fork(), slug.data) : undefined;
    if (!logo) {
      answerWithError(res, 'NOT_FOUND');
      return;
    }
    res.set({
      'Cache-Control': 'public, max-age=86400',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      ETag: `"${logo.etag}"`,
    });
    if (req.fresh) res.status(304).end();
    else res.type(logo.content_type).send(logo.content);
  };
}

function readLogo(em: EntityManager, slug: string) {
  const logos = db(em).selectFrom('app_logos').select(['content_type', 'content', 'etag']);
  return logos.where('slug', '=', slug).executeTakeFirst();
}
