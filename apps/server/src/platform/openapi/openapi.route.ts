import type { AnyTRPCRouter } from '@trpc/server';
import { type RequestHandler, Router } from 'express';
import { listProcedures, type ProcedureInfo } from '../trpc/list-procedures.ts';
import { PEOPLE_ONLY } from '../trpc/trpc.ts';
import { API_STYLE, apiPage } from './api-page.ts';
import { deprecated } from './deprecated.ts';
import { describeApi } from './describe-api.ts';
import { type Operation, operationOf } from './operation.ts';
import { describeV1, V1_PATH } from './v1/describe-v1.ts';
import { errorPage, errorsPage } from './v1/error-pages.ts';

/** The procedures that services may call; those for people only are used by the web app. */
export function serviceProcedures(router: AnyTRPCRouter): ProcedureInfo[] {
  return listProcedures(router).filter(
    ({ meta }) => meta.scope !== PEOPLE_ONLY || meta.installationScope !== undefined,
  );
}

/** The same, as plain HTTP. */
export function serviceOperations(router: AnyTRPCRouter): Operation[] {
  return serviceProcedures(router).map(operationOf);
}

/**
 * For machines `/api/v1/openapi.json`, and `/openapi.json` for the API without a version; for people `/openapi` and a page for each
 * error code. Each is made once, when it is first asked for.
 */
export function openapiRoutes(operations: Operation[], { publicUrl }: { publicUrl: string }): RequestHandler {
  const unversioned = once(() => describeApi(operations, { publicUrl }));
  const document = once(() => describeV1(operations, { publicUrl }));
  const page = once(() => apiPage(document()));
  const routes = Router();
  routes.get(
    '/openapi.json',
    deprecated(() => `${V1_PATH}/openapi.json`),
    (_req, res) => void res.json(unversioned()),
  );
  routes.get(`${V1_PATH}/openapi.json`, (_req, res) => void res.json(document()));
  routes.get('/openapi', (_req, res) => void res.type('html').send(page()));
  routes.get('/openapi.css', (_req, res) => void res.type('css').send(API_STYLE));
  routes.get('/errors', (_req, res) => void res.type('html').send(errorsPage()));
  routes.get('/errors/:code', (req, res, next) => {
    const text = errorPage(req.params.code);
    if (text === undefined) next();
    else res.type('html').send(text);
  });
  return routes;
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
