import { z } from 'zod';
import { ApiError } from './api-error.ts';

/** Validates a query or a body; invalid input is a 400 that names every invalid field. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  throw new ApiError({
    status: 400,
    code: 400,
    slug: 'HTTP_BadRequest',
    message: 'Validation error while processing request',
    suggestedFix: 'Check the fields named in "errors".',
    details: parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`),
  });
}

/** A list in a query: `a,b` as the SDK writes it, or `?x=a&x=b`. */
export const listParam = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat().flatMap((part) => part.split(',')))
  .transform((parts) => parts.map((part) => part.trim()).filter((part) => part !== ''))
  .optional();

/** A flag in a query: `true` or `false`. */
export const flagParam = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .optional();

/** An id or a slug: a short single string, never an object. */
export const idText = z.string().min(1).max(255);
