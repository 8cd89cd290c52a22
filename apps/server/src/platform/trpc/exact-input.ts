import { isJsonObject } from '@patchbay/contracts';
import { ExactNumber, plainNumber } from '@patchbay/exact-json';
import { TRPCError } from '@trpc/server';
import type { CreateExpressContextOptions } from '@trpc/server/adapters/express';
import type { Request, Response } from 'express';
import { AppError } from '../errors/app-error.ts';
import { unknownBatchSlots } from './batch-slots.ts';
import { inPlaceOfInput } from './input-object.ts';
import { readBody } from './read-body.ts';
import { t } from './trpc.ts';

/**
 * Reads the inputs of a typed call that has a body. tRPC's own `JSON.parse` would change numbers. Read once for all calls of a batch, when the first of them asks.
 */
export function inputsInBody(
  req: Request,
  res: Response,
  {
    isBatchCall,
    calls,
    maxBytes,
  }: Pick<CreateExpressContextOptions['info'], 'isBatchCall' | 'calls'> & { maxBytes: number },
): (batchIndex: number) => Promise<unknown> {
  let body: Promise<unknown> | undefined;
  return async (batchIndex) => {
    const inputs = await (body ??= readBody(req, res, maxBytes));
    if (!isBatchCall || inputs === undefined) return inputs;
    if (!isJsonObject(inputs)) throw new TRPCError({ code: 'BAD_REQUEST' });
    const unknown = unknownBatchSlots(inputs, calls.length);
    if (unknown.length > 0) throw new AppError('INPUT_UNKNOWN_FIELD', { fields: inPlaceOfInput(unknown) });
    return inputs[batchIndex];
  };
}

/** The first step of every procedure: reads its input from the text of the request, so that numbers stay exact. */
export const exactInput = t.middleware(({ ctx, next, getRawInput, batchIndex }) =>
  next({
    getRawInput: async () => withPlainFields(await (ctx.inputInBody?.(batchIndex) ?? getRawInput())),
  }),
);

/**
 * An input's own fields are ordinary numbers: `"limit": 50.0` is 50. Free-form values inside of them (an action's arguments, a
 * trigger's configuration) are passed on and keep their text.
 */
function withPlainFields(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input) || input instanceof ExactNumber) {
    return plainNumber(input);
  }
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, plainNumber(value)]));
}
