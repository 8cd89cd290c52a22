import { promisify } from 'node:util';
import { parseJson, UnkeptJsonError } from '@patchbay/exact-json';
import { TRPCError } from '@trpc/server';
import express, { type Request, type Response } from 'express';
import { AppError } from '../errors/app-error.ts';

export const MAX_BODY_BYTES = 256 * 1024;

const reader = (limit: number) => promisify<Request, Response>(express.raw({ type: 'application/json', limit }));

/** JSON between systems is UTF-8 (RFC 8259, section 8.1). Read as anything else, other bytes would become another text. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * What a request's JSON body says, with its exact numbers; `undefined` where it has none. Nothing is received before this
 * is called. Throws a `TRPCError` for a body that is too large, truncated, or not JSON, and INPUT_INVALID for one that cannot be
 * stored unchanged.
 */
export async function readBody(req: Request, res: Response, maxBytes = MAX_BODY_BYTES): Promise<unknown> {
  try {
    await reader(maxBytes)(req, res);
  } catch (cause) {
    const status = cause instanceof Error && 'status' in cause ? Number(cause.status) : 500;
    if (status >= 500) throw cause;
    throw new TRPCError({ code: status === 413 ? 'PAYLOAD_TOO_LARGE' : 'PARSE_ERROR', cause });
  }
  // The reader treats a request that was aborted early as if it had no body.
  if (req.destroyed && !req.complete) throw new TRPCError({ code: 'PARSE_ERROR' });
  if (Buffer.isBuffer(req.body)) req.body = textOf(req.body);
  return parsed(req.body as unknown);
}

function textOf(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    if (cause instanceof TypeError)
      throw new AppError('INPUT_INVALID', { fields: { '': 'the body is not UTF-8' }, cause });
    throw cause;
  }
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string' || text === '') return undefined;
  try {
    return parseJson(text);
  } catch (cause) {
    if (cause instanceof UnkeptJsonError) throw new AppError('INPUT_INVALID', { fields: { '': cause.message } });
    if (cause instanceof SyntaxError) throw new TRPCError({ code: 'PARSE_ERROR', cause });
    throw cause;
  }
}
