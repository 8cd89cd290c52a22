import { schemaErrors } from '@patchbay/schema-errors';
import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { jsonObject } from '../../platform/json-object.ts';

export type TriggerConfig = Record<string, unknown>;

/** Its content is defined by the trigger's JSON Schema. At most 16 KiB. */
export const triggerConfig = jsonObject(16_384);

/** Throws INPUT_INVALID with the fields, like any other invalid input. */
export function requireValidConfig(schema: Record<string, unknown>, config: TriggerConfig): void {
  const errors = Object.entries(schemaErrors(schema, config));
  if (errors.length === 0) return;
  const issues = errors.map(([field, message]) => ({
    code: 'custom' as const,
    path: ['config', ...field.split('.').filter(Boolean)],
    message,
  }));
  throw new TRPCError({ code: 'BAD_REQUEST', cause: new z.ZodRealError(issues) });
}
