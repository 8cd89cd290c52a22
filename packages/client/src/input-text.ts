import { writeJson } from '@patchbay/exact-json';
import { PatchbayError } from './error.ts';

/** An input as JSON, with the text of every exact number; nothing where there is none. Throws INPUT_INVALID. */
export function inputText(input: unknown): string | undefined {
  if (input === undefined) return undefined;
  try {
    return writeJson(input);
  } catch (cause) {
    throw new PatchbayError('INPUT_INVALID', 'the input cannot be written as JSON', { cause });
  }
}
