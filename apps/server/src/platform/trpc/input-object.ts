import { z } from 'zod';
import { nearestOf } from './nearest-name.ts';

/**
 * The input of a procedure: only these fields. Otherwise a misspelled filter would be dropped, and the result would be for a
 * different query. Use it at every level of our own shapes; free-form records keep all their fields.
 */
export function inputObject<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, { error: unknownFieldText });
}

/** For procedures without input: at most an empty object. */
export const noInput = inputObject({}).optional();

/** A line for each field, in their order. */
function unknownFieldText(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'unrecognized_keys') return undefined;
  const known = issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape) : [];
  return issue.keys.map((key) => sentence(key, known)).join('\n');
}

function sentence(key: string, known: string[]): string {
  const near = nearestOf(key, known);
  const unknown = `There is no field “${shortened(key)}”`;
  return near === undefined ? `${unknown}.` : `${unknown}; did you mean “${near}”?`;
}

/** Callers choose the names, so a response truncates them. */
function shortened(key: string): string {
  return key.length > 60 ? `${key.slice(0, 60)}…` : key;
}

/** What is wrong with names that stand where no procedure reads its input. */
export function inPlaceOfInput(names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [shortened(name), 'It is not read here: write it into the input.']));
}
