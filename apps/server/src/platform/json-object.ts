import { exactObject, isJsonObject, type JsonObject } from '@patchbay/contracts';
import { ExactNumber } from '@patchbay/exact-json';
import { z } from 'zod';

const MAX_LEVELS = 32;

/**
 * A JSON object from outside that others describe: at most `maxCharacters` long as JSON and 32 levels deep, of texts that
 * PostgreSQL can hold. Its numbers keep their texts.
 */
export function jsonObject(maxCharacters: number) {
  return exactObject.superRefine((value, context) => {
    const message = documentProblem(value, maxCharacters);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });
}

/** The same, or a list. */
export function jsonDocument(maxCharacters: number) {
  const isDocument = (value: unknown): value is JsonObject | unknown[] => isJsonObject(value) || Array.isArray(value);
  return z
    .custom<JsonObject | unknown[]>(isDocument, 'Invalid input: expected an object or an array')
    .superRefine((value, context) => {
      const message = documentProblem(value, maxCharacters);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    })
    .meta({ type: ['object', 'array'] as never, items: {} });
}

function documentProblem(value: object, maxCharacters: number): string | undefined {
  return nameProblem(value) ?? problemOf(value, MAX_LEVELS) ?? sizeProblem(value, maxCharacters);
}

/** Limits the depth to `levels`: later code walks the whole value and would run out of stack. */
function problemOf(value: unknown, levels: number): string | undefined {
  if (typeof value === 'string') return textProblem(value);
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return undefined;
  if (levels === 0) return `nested deeper than ${MAX_LEVELS} levels`;
  for (const inner of Object.entries(value).flat()) {
    const problem = problemOf(inner, levels - 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function nameProblem(value: object): string | undefined {
  return Object.keys(value).some((name) => name.length > 200) ? 'a name of more than 200 characters' : undefined;
}

/** JSON allows both, and jsonb columns reject both. */
function textProblem(text: string): string | undefined {
  return text.isWellFormed() && !text.includes('\0') ? undefined : 'a text with a NUL or half a character';
}

function sizeProblem(value: object, maxCharacters: number): string | undefined {
  return JSON.stringify(value).length <= maxCharacters ? undefined : 'too large';
}
