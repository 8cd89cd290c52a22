import { createHash } from 'node:crypto';
import { configErrors, type TriggerConfig } from '@patchbay/trigger-config';
import { TRPCError } from '@trpc/server';
import { z } from 'zod';

const MOST_CHARACTERS = 16_384;
const MOST_LEVELS = 32;

/**
 * A trigger's configuration from outside: an object, neither large nor deep, of texts that PostgreSQL can hold. What may be
 * in it, its schema says.
 */
export const triggerConfig = z.record(z.string().max(200), z.unknown()).superRefine((config, context) => {
  const message = problemOf(config, MOST_LEVELS) ?? sizeProblem(config);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

/** Goes no deeper than `levels`: everything after it walks the whole configuration, and would run out of stack. */
function problemOf(value: unknown, levels: number): string | undefined {
  if (typeof value === 'string') return textProblem(value);
  if (typeof value !== 'object' || value === null) return undefined;
  if (levels === 0) return `nested deeper than ${MOST_LEVELS} levels`;
  for (const inner of Object.entries(value).flat()) {
    const problem = problemOf(inner, levels - 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** JSON has both, and no jsonb column takes either. */
function textProblem(text: string): string | undefined {
  return text.isWellFormed() && !text.includes('\0') ? undefined : 'a text with a NUL or half a character';
}

function sizeProblem(config: TriggerConfig): string | undefined {
  return JSON.stringify(config).length <= MOST_CHARACTERS ? undefined : 'too large';
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
