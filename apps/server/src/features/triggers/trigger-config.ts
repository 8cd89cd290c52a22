import { createHash } from 'node:crypto';
import { configErrors, type TriggerConfig } from '@patchbay/trigger-config';
import { TRPCError } from '@trpc/server';
import { z } from 'zod';

const MOST_CHARACTERS = 16_384;

/** A trigger's configuration from outside: an object, and not a large one. What may be in it, its schema says. */
export const triggerConfig = z
  .record(z.string().max(200), z.unknown())
  .refine((config) => JSON.stringify(config).length <= MOST_CHARACTERS, 'too large');

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
