import { join } from 'node:path';
import express, { type Express } from 'express';
import { createAppRouter } from './app-router.ts';
import type { ModuleDeps } from './modules.ts';
import { connectApi, connectPages } from './modules/connect-sessions/index.ts';
import { logoRoute } from './modules/catalog/index.ts';
import { type OAuthCallbackDeps, oauthCallbackRoutes } from './modules/oauth-callback/index.ts';
import { type ReceiverDeps, receiverRoute } from './modules/inbound-webhooks/index.ts';
import { accountsHandler, accountsOnly, resignSession } from './modules/identity/index.ts';
import { type DatabaseClock, inSeconds } from './platform/database-clock.ts';
import { TROUBLE_SENTENCES } from './platform/errors/database-trouble.ts';
import { boundedBody } from './platform/http/bounded-body.ts';
import { compressAnswers } from './platform/http/compress-answers.ts';
import { dateHeader } from './platform/http/date-header.ts';
import { docsSite } from './platform/http/docs-site.ts';
import { limitBodies } from './platform/http/limit-bodies.ts';
import { jsonOnly } from './platform/http/json-only.ts';
import { notFound, onError } from './platform/http/error-handler.ts';
import { readOwnCookies } from './platform/http/own-cookies.ts';
import type { OpenBodies } from './platform/http/open-bodies.ts';
import { methodNotAllowed } from './platform/http/method-not-allowed.ts';
import { separateConnectHost } from './platform/http/connect-host.ts';
import { redirectToCanonicalHost } from './platform/http/canonical-host.ts';
import { requireSameOrigin } from './platform/http/same-origin.ts';
import { healthRoute, type NotReady, readyRoute } from './platform/http/probes.ts';
import { requestLog } from './platform/http/request-log.ts';
import { securityHeaders } from './platform/http/security-headers.ts';
import { PACKED, packageFiles } from './platform/http/package-files.ts';
import { webApp } from './platform/http/web-app.ts';
import type { CallLimit } from './platform/limits/call-limit.ts';
import { deprecated } from './platform/openapi/deprecated.ts';
import { openapiRoutes, serviceOperations } from './platform/openapi/openapi.route.ts';
import { plainHttp } from './platform/openapi/plain-http.ts';
import { trpcStream } from './platform/openapi/trpc-stream.ts';
import { apiV1, v1Answers } from './platform/openapi/v1/api-v1.route.ts';
import { V1_PATH } from './platform/openapi/v1/describe-v1.ts';
import { metricsAccess } from './platform/metrics/metrics-access.ts';
import { type Metrics, metricsRoute } from './platform/metrics/metrics.ts';
import type { DatabaseReadiness } from './platform/orm/readiness.ts';
import { trpcHandler } from './platform/trpc/trpc-handler.ts';
import type { Settings } from './settings.ts';

export type ServerDeps = ModuleDeps &
  ReceiverDeps &
  OAuthCallbackDeps & {
    metrics: Metrics;
    limit: CallLimit;
    databaseClock: DatabaseClock;
    readiness: DatabaseReadiness;
    bodies: OpenBodies;
    promotesFirstAccount: boolean;
  } & Settings;

const MAX_BYTES_FOR_ACCOUNTS = 16 * 1024;

/** The whole server, in the order in which a request passes through it. */
export function createServer(deps: ServerDeps): Express {
  const { publicUrl, webDist, auth, metrics, databaseClock } = deps;
  const app = express().disable('x-powered-by').set('trust proxy', deps.trustProxy);

  app.use(requestLog(deps));
  app.use(V1_PATH, v1Answers);
  app.use(readOwnCookies);
  // Mounted before browser middleware: webhook senders need none of it.
  app.route('/webhooks/composio').post(receiverRoute(deps)).all(methodNotAllowed('POST'));
  app.use(dateHeader(deps.clock));
  app.use(securityHeaders(deps));
  app.use(separateConnectHost(deps));
  // Before all that answers with text; the files of the web app are compressed by its build.
  app.use(compressAnswers());

  app.get('/healthz', healthRoute);
  const clockFacts = () => ({ clockOffsetSeconds: inSeconds(databaseClock.skewMs) });
  app.get('/readyz', readyRoute([{ name: 'database', check: () => notReady(deps.readiness) }], clockFacts));
  app.get('/metrics', metricsAccess(deps), metricsRoute(metrics));

  app.get('/logos/:slug', logoRoute(deps));
  app.use(['/trpc', '/api', '/auth', '/oauth'], resignSession(deps));
  app.use('/connect/trpc', connectApi(deps));
  app.use('/connect', connectPages(deps));
  // Before any limit: a return with a known nonce is judged and recorded, regardless of its address's other requests.
  app.use('/oauth', oauthCallbackRoutes(deps));

  app.use(
    '/auth',
    requireSameOrigin(publicUrl),
    jsonOnly,
    boundedBody(MAX_BYTES_FOR_ACCOUNTS),
    limitBodies(deps.bodies, { maxBytes: MAX_BYTES_FOR_ACCOUNTS }),
    accountsOnly,
    accountsHandler(auth),
  );

  const router = createAppRouter(deps);
  const operations = serviceOperations(router);
  const procedures = trpcHandler(router);
  app.use('/trpc', requireSameOrigin(publicUrl), jsonOnly, procedures);
  app.use(openapiRoutes(operations, deps));
  app.use('/docs', docsSite(join(webDist, '..', '..', 'docs', '.vitepress', 'dist')));
  app.use(V1_PATH, requireSameOrigin(publicUrl), jsonOnly, apiV1(router, operations));
  const unversioned = plainHttp({ router, operations, streamOf: trpcStream(procedures) });
  app.use('/api', deprecated(v1PathOf), requireSameOrigin(publicUrl), jsonOnly, unversioned);

  app.use(redirectToCanonicalHost(deps));
  app.use(packageFiles(PACKED));
  app.use(webApp(webDist));
  app.use(notFound);
  app.use(onError);
  return app;
}

/** A header takes no other characters, and no operation has them. */
function v1PathOf({ path }: express.Request): string {
  return /^[/\w]+$/.test(path) ? V1_PATH + path : V1_PATH;
}

async function notReady(readiness: DatabaseReadiness): Promise<NotReady | null> {
  const code = await readiness.trouble();
  return code && { code, message: `The database ${TROUBLE_SENTENCES[code]}` };
}
