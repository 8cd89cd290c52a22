import { writeJson } from '@patchbay/exact-json';
import { PatchbayError } from './error.ts';

/** The input as JSON, with the exact text of exact numbers; undefined when there is no input. Throws INPUT_INVALID. */
export function inputText(input: unknown): string | undefined {
  if (input === undefined) return undefined;
  try {
    return writeJson(input);
  } catch (cause) {
    throw new PatchbayError('INPUT_INVALID', 'the input cannot be written as JSON', { cause });
  }
}
