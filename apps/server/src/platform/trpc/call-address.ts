import { parseJson, UnkeptJsonError } from '@patchbay/exact-json';
import type { CreateExpressContextOptions } from '@trpc/server/adapters/express';
import { AppError } from '../errors/app-error.ts';
import { isPercentEncoded, NOT_ENCODED } from '../http/percent-encoded.ts';
import { unknownBatchSlots } from './batch-slots.ts';
import { inPlaceOfInput } from './input-object.ts';
import { asTrpcError } from './trpc-error.ts';

/** What tRPC itself reads in an address. A call that changes something has its input in the body. */
const OF_READS = new Set(['input', 'batch', 'connectionParams', 'lastEventId', 'Last-Event-Id']);
const OF_CHANGES = new Set(['batch']);

/**
 * Refuses what stands in the address of a typed call and would not be read: a filter beside `input` was dropped, and the
 * answer was for another question. Throws INPUT_UNKNOWN_FIELD, or INPUT_INVALID for what is not kept as it stands.
 */
export function requireReadAddress({ req, info: { url, calls, isBatchCall } }: CreateExpressContextOptions): void {
  const query = url?.searchParams ?? new URLSearchParams();
  const names = [...new Set(query.keys())];
  const read = req.method === 'GET' || req.method === 'HEAD' ? OF_READS : OF_CHANGES;
  refuseUnknown(names.filter((name) => !read.has(name)));
  const repeated = names.find((name) => query.getAll(name).length > 1);
  if (repeated !== undefined) refuse(repeated, 'stands in the address twice');
  if (!isPercentEncoded(url?.search ?? '')) refuse('', NOT_ENCODED);
  const input = inputsOf(query.get('input') ?? '');
  if (isBatchCall) refuseUnknown(unknownBatchSlots(input, calls.length));
}

/** What is no JSON at all is told by tRPC, which reads it again for each call. */
function inputsOf(text: string): unknown {
  try {
    return text === '' ? undefined : parseJson(text);
  } catch (cause) {
    if (cause instanceof UnkeptJsonError) refuse('', cause.message);
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

function refuseUnknown(names: string[]): void {
  if (names.length > 0) throw asTrpcError(new AppError('INPUT_UNKNOWN_FIELD', { fields: inPlaceOfInput(names) }));
}

function refuse(field: string, why: string): never {
  throw asTrpcError(new AppError('INPUT_INVALID', { fields: { [field]: why } }));
}
