import { type RequestHandler, Router } from 'express';
import { answerWithError } from '../../../platform/http/answer-with-error.ts';
import { jsonOnly } from '../../../platform/http/json-only.ts';
import { trpcHandler } from '../../../platform/trpc/trpc-handler.ts';
import type { ConnectProceduresDeps } from './connect-procedures.ts';
import { connectRouter } from './connect.router.ts';

/**
 * `POST /connect/trpc/<name>`. Pages of the host may call it headless: CORS without credentials, for exactly the origin that asks
 * (whether it is one of the session's is checked with the session). A request from another site carries no cookie of ours, as they are
 * `Lax`; and nothing here is done on GET.
 */
export function connectApi(deps: ConnectProceduresDeps): Router {
  const routes = Router();
  routes.use(crossOrigin(deps.connectUrl), jsonOnly, trpcHandler(connectRouter(deps)));
  return routes;
}

function crossOrigin(connectUrl: string): RequestHandler {
  const own = new URL(connectUrl).origin;
  return (req, res, next) => {
    res.vary('Origin');
    const { origin } = req.headers;
    const isForeign = origin !== undefined && origin !== own;
    // An opaque origin is `null`, which is no URL either.
    if (isForeign && !URL.canParse(origin)) return answerWithError(res, 'ORIGIN_FOREIGN');
    if (isForeign) res.set({ 'Access-Control-Allow-Origin': origin, 'Cross-Origin-Resource-Policy': 'cross-origin' });
    if (req.method !== 'OPTIONS') return next();
    res.set({
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Allow-Headers': 'authorization, content-type',
      'Access-Control-Max-Age': '600',
    });
    res.status(204).end();
  };
}
