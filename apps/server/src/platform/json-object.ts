import { z } from 'zod';

const MOST_LEVELS = 32;

/**
 * A JSON object from outside that others describe: at most `mostCharacters` long as JSON and 32 levels deep, of texts that
 * PostgreSQL can hold.
 */
export function jsonObject(mostCharacters: number) {
  return z.record(z.string().max(200), z.unknown()).superRefine((value, context) => {
    const message = problemOf(value, MOST_LEVELS) ?? sizeProblem(value, mostCharacters);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });
}

/** Goes no deeper than `levels`: everything after it walks the whole value, and would run out of stack. */
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

function sizeProblem(value: object, mostCharacters: number): string | undefined {
  return JSON.stringify(value).length <= mostCharacters ? undefined : 'too large';
}
