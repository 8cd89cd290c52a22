import { type AnyTRPCRouter, callTRPCProcedure, getTRPCErrorFromUnknown } from '@trpc/server';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { AppError } from '../errors/app-error.ts';
import { answerWithError } from '../http/answer-with-error.ts';
import { isPercentEncoded, NOT_ENCODED } from '../http/percent-encoded.ts';
import type { RequestLocals } from '../http/request-log.ts';
import { codeOf, fieldsOf } from '../trpc/error-shape.ts';
import { inPlaceOfInput } from '../trpc/input-object.ts';
import { logFailure } from '../trpc/log-failure.ts';
import { readBody } from '../trpc/read-body.ts';
import type { RequestContext } from '../trpc/trpc.ts';
import type { Operation } from './operation.ts';
import { inputFromQuery } from './query-input.ts';

interface PlainHttp {
  router: AnyTRPCRouter;
  operations: Operation[];
  /** How a stream is served. */
  streamOf: (operation: Operation) => RequestHandler;
}

/** Every operation as a route of its own: input in the query or as a JSON body, the bare output as the answer. */
export function plainHttp({ router, operations, streamOf }: PlainHttp): RequestHandler {
  const routes = Router();
  routes.use(neverStored);
  for (const operation of operations) {
    const { path, method, procedure } = operation;
    if (procedure.type === 'subscription') routes.get(path, streamOf(operation));
    else if (method === 'get')
      routes.get(
        path,
        answer(router, operation, (req) => queryOf(req, operation)),
      );
    else routes.post(path, answer(router, operation, bodyOf(operation)));
  }
  routes.use((_req, res) => answerWithError(res, 'NOT_FOUND'));
  return routes;
}

/** Not even in the browser: the URL does not identify the key that was used. */
const neverStored: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};

function answer(
  router: AnyTRPCRouter,
  { procedure }: Operation,
  inputOf: (req: Request, res: Response) => unknown,
): RequestHandler {
  const { path, type } = procedure;
  return async (req, res) => {
    const ctx = contextOf(req, res);
    const ended = new AbortController();
    res.once('close', () => ended.abort());
    try {
      // Called by the procedure once it knows its caller: no other body is read.
      const getRawInput = () => Promise.resolve(inputOf(req, res));
      res.json(await callTRPCProcedure({ router, path, type, ctx, getRawInput, signal: ended.signal, batchIndex: 0 }));
    } catch (thrown) {
      const error = getTRPCErrorFromUnknown(thrown);
      logFailure(ctx, error, path);
      answerWithError(res, codeOf(error), fieldsOf(error));
    }
  };
}

/** An empty body counts as an empty object, as it always has. */
function bodyOf({ procedure }: Operation) {
  return async (req: Request, res: Response): Promise<unknown> => {
    const names = [...new Set(queryParametersOf(req).keys())];
    if (names.length > 0) throw new AppError('INPUT_UNKNOWN_FIELD', { fields: inPlaceOfInput(names) });
    const body = await readBody(req, res, procedure.meta.maxBytes);
    return body === undefined && req.body === '' ? {} : body;
  };
}

export function contextOf(req: Request, res: Response): RequestContext {
  const { reference, log } = res.locals as RequestLocals;
  return { req, res, reference, log, workspaceId: req.get('x-patchbay-workspace') };
}

export function queryOf(req: Request, { input }: Pick<Operation, 'input'>): Record<string, unknown> | undefined {
  return inputFromQuery(queryParametersOf(req), input?.properties ?? {});
}

function queryParametersOf({ originalUrl }: Request): URLSearchParams {
  const [, query = ''] = originalUrl.split(/\?(.*)/s);
  if (!isPercentEncoded(query)) throw new AppError('INPUT_INVALID', { fields: { '': NOT_ENCODED } });
  return new URLSearchParams(query);
}
