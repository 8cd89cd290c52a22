import { ERRORS } from '@patchbay/contracts';
import type { AnyTRPCRouter } from '@trpc/server';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import type { RequestHandler } from 'express';
import type { RequestLocals } from '../http/request-log.ts';
import { AppError } from '../errors/app-error.ts';
import { codeOf } from './error-shape.ts';
import { requireReadAddress } from './call-address.ts';
import { inputsInBody } from './exact-input.ts';
import { logFailure } from './log-failure.ts';
import { asTrpcError } from './trpc-error.ts';
import { MAX_BODY_BYTES } from './read-body.ts';
import type { ProcedureMeta, RequestContext } from './trpc.ts';

const MAX_CALLS_PER_BATCH = 10;

/**
 * Typed procedures over HTTP. Every failure that is ours is logged with its cause. Personal data must not be cached on
 * the way; event streams send `no-cache, no-transform` instead, which keeps proxies from buffering them.
 */
export function trpcHandler(router: AnyTRPCRouter): RequestHandler {
  const handle = createExpressMiddleware({
    router,
    maxBatchSize: MAX_CALLS_PER_BATCH,
    createContext: (options): RequestContext => {
      requireReadAddress(options);
      const { req, res, info } = options;
      const { reference, log } = res.locals as RequestLocals;
      const workspaceId = workspaceNamedBy(req.get('x-patchbay-workspace'), info.connectionParams?.['workspace']);
      const inputInBody =
        req.method === 'POST'
          ? inputsInBody(req, res, { ...info, maxBytes: maxBytesOf(router, info.calls) })
          : undefined;
      return { req, res, reference, log, workspaceId, inputInBody };
    },
    responseMeta({ errors, ctx }) {
      const isBusy = errors.some((error) => ERRORS[codeOf(error)].status === 503);
      // tRPC replaces the header that came before it, and adds what it is told here.
      const vary = ctx?.res.get('Vary');
      return { headers: new Headers({ ...(isBusy && { 'Retry-After': '5' }), ...(vary !== undefined && { vary }) }) };
    },
    onError({ error, path, ctx }) {
      if (ctx) logFailure(ctx, error, path);
    },
  });
  return (req, res, next) => {
    res.set('Cache-Control', 'no-store');
    // Stands in for the body: tRPC would receive the real one immediately, before the procedure knows its caller.
    req.body = '';
    return handle(req, res, next);
  };
}

/** What every procedure of a batch allows: each counts the whole body against its caller. */
function maxBytesOf(router: AnyTRPCRouter, calls: { path: string }[]): number {
  const limits = calls.map(({ path }) => {
    const procedure: unknown = Object.hasOwn(router._def.procedures, path) ? router._def.procedures[path] : undefined;
    return (procedure as { _def: { meta?: ProcedureMeta } } | undefined)?._def.meta?.maxBytes ?? MAX_BODY_BYTES;
  });
  return Math.min(...limits);
}

/** Two values are ambiguous. */
function workspaceNamedBy(header: string | undefined, parameter: string | undefined): string | undefined {
  if (header !== undefined && parameter !== undefined && header !== parameter) {
    throw asTrpcError(new AppError('WORKSPACE_AMBIGUOUS'));
  }
  return header ?? parameter;
}
