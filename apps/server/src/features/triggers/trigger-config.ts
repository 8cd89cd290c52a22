import { createHash } from 'node:crypto';
import { Validator } from '@cfworker/json-schema';
import { TRPCError } from '@trpc/server';
import { z } from 'zod';

const MOST_CHARACTERS = 16_384;

/** A trigger's configuration from outside: an object, and not a large one. What may be in it, its schema says. */
export const triggerConfig = z
  .record(z.string().max(200), z.unknown())
  .refine((config) => JSON.stringify(config).length <= MOST_CHARACTERS, 'too large');

export type TriggerConfig = Record<string, unknown>;

/**
 * Which fields of `config` its schema does not allow, by dotted path. The schema is the provider's, so it is interpreted
 * and not compiled: a compiler (ajv) would turn foreign text into code that runs here, and in the browser our pages
 * forbid that altogether. A schema that cannot be used allows everything; the provider checks once more.
 */
export function configErrors(schema: Record<string, unknown>, config: TriggerConfig): Record<string, string> {
  try {
    const { valid, errors } = new Validator(schema, '7', false).validate(config);
    if (valid) return {};
    const fields = errors.map(({ keyword, instanceLocation, error }) => [
      fieldOf(keyword, instanceLocation, error),
      error,
    ]);
    // The last error of a field is the innermost; those of the object around it only say that something inside is wrong.
    const named = fields.filter(([field]) => field !== '');
    return Object.fromEntries(named.length > 0 ? named : fields);
  } catch (error) {
    if (error instanceof Error) return {};
    throw error;
  }
}

/** `#/a/b` as `a.b`; a missing property is told of its object and named in the text. */
function fieldOf(keyword: string, location: string, error: string): string {
  const path = location.replace(/^#\/?/, '').split('/').filter(Boolean);
  const missing = keyword === 'required' ? /property "([^"]+)"/.exec(error)?.[1] : undefined;
  return [...path, ...(missing ? [missing] : [])].join('.');
}

/** Throws INPUT_INVALID with the fields, like every other bad input. */
export function requireValidConfig(schema: Record<string, unknown>, config: TriggerConfig): void {
  const errors = Object.entries(configErrors(schema, config));
  if (errors.length === 0) return;
  const issues = errors.map(([field, message]) => ({
    code: 'custom' as const,
    path: ['config', ...field.split('.').filter(Boolean)],
    message,
  }));
  throw new TRPCError({ code: 'BAD_REQUEST', cause: new z.ZodRealError(issues) });
}

/** The same for the same configuration, in whatever order its keys are. */
export function hashConfig(config: TriggerConfig): string {
  return createHash('sha256')
    .update(JSON.stringify(inOrder(config)))
    .digest('hex');
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}
