import { ExactNumber } from '@patchbay/exact-json';

/** Levels of what is taken: far more than anybody writes, and far fewer than a stack has room for. */
const MOST_LEVELS = 200;

/** A value that is nested deeper than anything may be that is walked again, by us and by the database. */
export class TooDeep extends Error {
  constructor() {
    super(`nested deeper than ${MOST_LEVELS} levels`);
    this.name = 'TooDeep';
  }
}

/** Without NUL and halves of characters, which JSON has and no column of PostgreSQL takes. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}

/** JSON from outside with every text in it, the names of fields too, made storable. Throws `TooDeep`. */
export function storable(value: unknown, levels = MOST_LEVELS): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value;
  if (levels === 0) throw new TooDeep();
  if (Array.isArray(value)) return value.map((inner) => storable(inner, levels - 1));
  const fields = Object.entries(value);
  return Object.fromEntries(fields.map(([name, inner]) => [storableText(name), storable(inner, levels - 1)]));
}
