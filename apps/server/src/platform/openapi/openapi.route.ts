import type { AnyTRPCRouter } from '@trpc/server';
import { type RequestHandler, Router } from 'express';
import { listProcedures } from '../trpc/list-procedures.ts';
import { PEOPLE_ONLY } from '../trpc/trpc.ts';
import { API_STYLE, apiPage } from './api-page.ts';
import { describeApi } from './describe-api.ts';
import { type Operation, operationOf } from './operation.ts';

/** The procedures that services may call; those for people only are used by the web app. */
export function serviceOperations(router: AnyTRPCRouter): Operation[] {
  return listProcedures(router)
    .filter(({ meta }) => meta.scope !== PEOPLE_ONLY)
    .map(operationOf);
}

/** `/openapi.json` for machines, `/openapi` for people. */
export function openapiRoutes(operations: Operation[], { publicUrl }: { publicUrl: string }): RequestHandler {
  const document = describeApi(operations, { publicUrl });
  const page = apiPage(document);
  const routes = Router();
  routes.get('/openapi.json', (_req, res) => void res.json(document));
  routes.get('/openapi', (_req, res) => void res.type('html').send(page));
  routes.get('/openapi.css', (_req, res) => void res.type('css').send(API_STYLE));
  return routes;
}
