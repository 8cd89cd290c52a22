import { once } from 'node:events';
import { type AnyTRPCRouter, callTRPCProcedure, getTRPCErrorFromUnknown, isTrackedEnvelope } from '@trpc/server';
import type { Request, RequestHandler, Response } from 'express';
import { answerWithError } from '../../http/answer-with-error.ts';
import { problemOf } from '../../http/problem.ts';
import { codeOf, fieldsOf } from '../../trpc/error-shape.ts';
import { logFailure } from '../../trpc/log-failure.ts';
import type { RequestContext } from '../../trpc/trpc.ts';
import type { Operation } from '../operation.ts';
import { contextOf, queryOf } from '../plain-http.ts';

/** Milliseconds between two comments that keep proxies from closing a quiet stream. */
const PING_INTERVAL_MS = 15_000;

const HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-cache, no-transform',
  // nginx would hold the events back otherwise.
  'X-Accel-Buffering': 'no',
};

/** A subscription as server-sent events. Refused before it begins, it answers an error like any call. */
export function eventStream(router: AnyTRPCRouter, operation: Operation): RequestHandler {
  return async (req, res) => {
    const ctx = contextOf(req, res);
    const ended = new AbortController();
    res.once('close', () => ended.abort());
    try {
      const { path, type } = operation.procedure;
      const getRawInput = () => Promise.resolve(inputOf(req, operation));
      const call = { router, path, type, ctx, getRawInput, signal: ended.signal, batchIndex: 0 };
      const events = (await callTRPCProcedure(call)) as AsyncIterable<unknown>;
      await send(res, events, ended.signal);
    } catch (thrown) {
      if (!ended.signal.aborted) fail({ ctx, path: operation.procedure.path, thrown });
    }
  };
}

/** Browsers and libraries resume by a header, which counts more than the address that they open again. */
function inputOf(req: Request, operation: Operation): unknown {
  const resumed = req.get('last-event-id');
  const input = queryOf(req, operation);
  return resumed === undefined ? input : { ...input, lastEventId: resumed };
}

async function send(res: Response, events: AsyncIterable<unknown>, signal: AbortSignal): Promise<void> {
  res.writeHead(200, HEADERS);
  res.write(': connected\n\n');
  const ping = setInterval(() => res.writableNeedDrain || res.write(': ping\n\n'), PING_INTERVAL_MS).unref();
  signal.addEventListener('abort', () => clearInterval(ping), { once: true });
  for await (const event of events) {
    if (!res.write(frameOf(event))) await once(res, 'drain', { signal });
  }
  res.end();
}

/** JSON has no line breaks, so that one line of data is enough. */
function frameOf(event: unknown): string {
  if (!isTrackedEnvelope(event)) return `data: ${JSON.stringify(event)}\n\n`;
  const [id, data] = event;
  return `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}

function fail({ ctx, path, thrown }: { ctx: RequestContext; path: string; thrown: unknown }): void {
  const { res, reference } = ctx;
  const error = getTRPCErrorFromUnknown(thrown);
  logFailure(ctx, error, path);
  const [code, fields] = [codeOf(error), fieldsOf(error)];
  if (!res.headersSent) answerWithError(res, code, fields);
  else res.end(`event: error\ndata: ${JSON.stringify(problemOf(code, { reference, fields }))}\n\n`);
}
