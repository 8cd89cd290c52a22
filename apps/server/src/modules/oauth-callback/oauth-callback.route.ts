import { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import { answerWithError } from '../../platform/http/answer-with-error.ts';
import type { RequestLocals } from '../../platform/http/request-log.ts';
import type { Metrics } from '../../platform/metrics/metrics.ts';
import { type AnsweredReturn, type AnswerReturnDeps, answerReturn, type Receive } from './answer-return.ts';
import { sendReturnPage } from '../connect-sessions/index.ts';
import { receiveCallback, receiveVerifiedCallback } from './receive-request.ts';

export interface OAuthCallbackDeps extends AnswerReturnDeps {
  webDist: string;
  metrics: Pick<Metrics, 'returns'>;
}

/**
 * `GET /oauth/callback/:appName`, and `GET /oauth/verify` with callback identity verification. A person is waiting,
 * so every response is a 303 to one of our pages, `/return/<outcome>`, whose address contains no secret: also for an
 * invalid address (`invalid`), a limit (`rate_limited`), an unavailable database (`unavailable`) and a bug
 * (`failed`). Requests that no person follows consume no nonce and get a 404: link scanners use HEAD, browsers
 * prefetch.
 */
export function oauthCallbackRoutes(deps: OAuthCallbackDeps): Router {
  const routes = Router();
  routes.use(RETURNS, (req, res, next) => {
    res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
    if (req.method === 'HEAD' || req.get('sec-purpose')?.includes('prefetch')) answerWithError(res, 'NOT_FOUND');
    else next();
  });
  routes.get('/callback/:appName', answering(deps, receiveCallback));
  routes.get('/verify', answering(deps, receiveVerifiedCallback));
  // A return posted from another site carries no cookie of ours, so it would always look like another person's.
  routes.use(RETURNS, (_req, res) => res.redirect(303, pageOf(deps.publicUrl, NOT_VALID)));
  routes.use(onError(deps.publicUrl));
  return routes;
}

function answering(deps: OAuthCallbackDeps, receive: Receive): RequestHandler {
  return async (req, res) => {
    const answered = await answerReturn(deps, req, receive);
    deps.metrics.returns.inc({ outcome: answered.outcome });
    if (answered.session) sendReturnPage(res, answered.session, deps);
    else res.redirect(303, pageOf(deps.publicUrl, answered));
  };
}

/** The paths of return addresses. */
const RETURNS = ['/callback', '/verify'];

const NOT_VALID: AnsweredReturn = { outcome: 'invalid', connectionId: null };

/** Handles an address that cannot be decoded, or a bug. */
function onError(publicUrl: string): ErrorRequestHandler {
  // Express recognizes an error handler by its four parameters.
  // oxlint-disable-next-line max-params
  return (error, _req, res, _next) => {
    const isInput = error instanceof Error && 'status' in error && error.status === 400;
    if (!isInput) (res.locals as Partial<RequestLocals>).log?.error({ err: error }, 'return: the route failed');
    res.redirect(303, pageOf(publicUrl, { outcome: isInput ? 'invalid' : 'failed', connectionId: null }));
  };
}

function pageOf(publicUrl: string, { outcome, connectionId }: AnsweredReturn): string {
  const page = `${publicUrl}/return/${outcome}`;
  return connectionId ? `${page}?connection=${connectionId}` : page;
}
