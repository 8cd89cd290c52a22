import type { Request, RequestHandler, Response } from 'express';
import { AppError } from '../errors/app-error.ts';
import { answerWithError } from '../http/answer-with-error.ts';
import type { Operation } from './operation.ts';
import { queryOf } from './plain-http.ts';

/** Streams of the API without a version: those of `/trpc`, whose handler `streams` is. */
export function trpcStream(streams: RequestHandler): (operation: Operation) => RequestHandler {
  return ({ procedure, input }) =>
    (req, res, next) => {
      const given = queryOrError(req, { input });
      if (given instanceof AppError) return answerWithError(res, given.code, given.fields);
      withoutFirstFrame(res);
      req.url = `/${procedure.path}${given ? `?input=${encodeURIComponent(JSON.stringify(given))}` : ''}`;
      return streams(req, res, next);
    };
}

function queryOrError(req: Request, operation: Pick<Operation, 'input'>) {
  try {
    return queryOf(req, operation);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/**
 * tRPC starts a stream with a frame of its own, `event: connected`. Other clients would treat it as an item, so it becomes a comment.
 */
function withoutFirstFrame(res: Response): void {
  const write = res.write.bind(res) as (chunk: unknown, ...rest: unknown[]) => boolean;
  res.write = (chunk: unknown, ...rest: unknown[]) => {
    const text = chunk instanceof Uint8Array ? Buffer.from(chunk).toString() : String(chunk);
    // The frame is written line by line and ends with an empty line.
    const [, lines = '', after = ''] = /^((?:.+\n)*)([^]*)$/.exec(text) ?? [];
    if (after !== '') res.write = write;
    return write(lines.replace(/^(?:event|data):/gm, ':') + after, ...rest);
  };
}
