import type { MikroORM } from '@mikro-orm/postgresql';
import type { RequestHandler } from 'express';
import { answerWithError } from '../../platform/http/answer-with-error.ts';
import type { Metrics } from '../../platform/metrics/metrics.ts';
import { readAttemptCookie } from '../connections/attempt-cookie.ts';
import type { ConnectionsDeps } from '../connections/connections.deps.ts';
import type { ReadSession } from '../workspaces/sessions.ts';
import { receiveReturn, type ReturnOutcome } from './receive-return.ts';
import { returnQuery } from './return.query.ts';

export interface OAuthCallbackDeps extends ConnectionsDeps {
  orm: MikroORM;
  readSession: ReadSession;
  metrics: Pick<Metrics, 'returns'>;
}

/** `GET /oauth/callback/:appName`: ends in a redirect to a page of our own whose address holds no secret. */
export function oauthCallbackRoute(deps: OAuthCallbackDeps): RequestHandler<{ appName: string }> {
  return async (req, res) => {
    // What no person follows uses no nonce up: scanners of links ask with HEAD, browsers prefetch.
    if (req.method !== 'GET' || req.get('sec-purpose')?.includes('prefetch')) return answerWithError(res, 'NOT_FOUND');
    res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
    const query = returnQuery.safeParse(req.query);
    if (!query.success) {
      res.status(400).type('text').send('This link is not valid. Go back to Patchbay and connect again.');
      return;
    }
    const returned = await receiveReturn(deps, {
      em: deps.orm.em.fork(),
      appName: req.params.appName,
      query: query.data,
      readSession: (workspaceId) => deps.readSession({ req, res }, workspaceId),
      browserSecretOf: (attemptId) => readAttemptCookie(req, deps.publicUrl, attemptId),
    });
    deps.metrics.returns.inc({ outcome: returned.outcome });
    res.redirect(303, pageOf(deps.publicUrl, returned));
  };
}

function pageOf(publicUrl: string, { outcome, connectionId }: ReturnOutcome): string {
  const page = `${publicUrl}/return/${outcome}`;
  return connectionId ? `${page}?connection=${connectionId}` : page;
}
