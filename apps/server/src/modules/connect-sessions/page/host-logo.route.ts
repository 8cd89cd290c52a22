import type { MikroORM } from '@mikro-orm/postgresql';
import type { RequestHandler } from 'express';
import { answerWithError } from '../../../platform/http/answer-with-error.ts';
import { db } from '../../../platform/orm/tables.ts';

const HASH = /^[0-9a-f]{64}$/;

/**
 * `GET /connect/logos/:hash`. Served as what its bytes were when it was uploaded, and as nothing else: opened as a page it may do
 * nothing, and no other site can embed it.
 */
export function hostLogoRoute({ orm }: { orm: MikroORM }): RequestHandler<{ hash: string }> {
  return async (req, res) => {
    const { hash } = req.params;
    const logo = HASH.test(hash)
      ? await db(orm.em.fork())
          .selectFrom('connect_host_logos')
          .select(['content_type as type', 'content'])
          .where('hash', '=', hash)
          .limit(1)
          .executeTakeFirst()
      : undefined;
    if (!logo) {
      answerWithError(res, 'NOT_FOUND');
      return;
    }
    res.set({
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
    });
    res.type(logo.type).send(logo.content);
  };
}
