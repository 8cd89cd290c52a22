import type { MikroORM } from '@mikro-orm/postgresql';
import type { RequestHandler } from 'express';
import { answerWithError } from '../../platform/http/answer-with-error.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import { appSlug } from './known-app.ts';

interface Row {
  content_type: string;
  content: Buffer;
  etag: string;
}

/** `GET /logos/:slug`. An SVG may hold scripts: as an image they never run, and opened by itself the policy forbids them. */
export function logoRoute({ orm }: { orm: MikroORM }): RequestHandler<{ slug: string }> {
  return async (req, res) => {
    const slug = appSlug.safeParse(req.params.slug);
    const select = 'select content_type, content, etag from app_logos where slug = $1';
    const [logo] = slug.success ? await executeSql<Row>(orm.em.fork(), select, [slug.data]) : [];
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
