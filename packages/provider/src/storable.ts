import { ExactNumber } from '@patchbay/exact-json';

/** Maximum nesting: far more than any person writes, and far less than would overflow a stack. */
const MAX_LEVELS = 200;

/** A value that is nested too deeply to be processed by us and by the database. */
export class TooDeep extends Error {
  constructor() {
    super(`nested deeper than ${MAX_LEVELS} levels`);
    this.name = 'TooDeep';
  }
}

/** Removes NUL and lone surrogates, which JSON allows and PostgreSQL's text cannot store. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}

/** Makes untrusted JSON storable, including all strings and field names. Throws `TooDeep`. */
export function storable(value: unknown, levels = MAX_LEVELS): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value;
  if (levels === 0) throw new TooDeep();
  if (Array.isArray(value)) return value.map((inner) => storable(inner, levels - 1));
  const fields = Object.entries(value);
  return Object.fromEntries(fields.map(([name, inner]) => [storableText(name), storable(inner, levels - 1)]));
}
