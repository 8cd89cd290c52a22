import { markedNumber, markNumbers } from './mark-numbers.ts';

/** Levels of nested objects and arrays: code that walks a value again, to write or show it, uses the stack. */
const MAX_LEVELS = 500;

/** Digits of an exponent: no meaningful number has more, and comparing takes quadratic time in their number. */
const MAX_EXPONENT_DIGITS = 30;
const LONG_EXPONENT = new RegExp(`[eE][+-]?\\d{${MAX_EXPONENT_DIGITS + 1}}`);

const REASONS = {
  too_deep: `nested deeper than ${MAX_LEVELS} levels`,
  long_exponent: `an exponent of more than ${MAX_EXPONENT_DIGITS} digits`,
  repeated_name: 'an object has the same field twice',
} as const;

/** JSON that a JavaScript value cannot represent unchanged. */
export class UnkeptJsonError extends Error {
  readonly reason: keyof typeof REASONS;

  constructor(reason: keyof typeof REASONS) {
    super(REASONS[reason]);
    this.name = 'UnkeptJsonError';
    this.reason = reason;
  }
}

interface Options {
  /** What to do with an object that has the same name twice: refuse it, or use the last one like `JSON.parse`. */
  repeatedNames?: 'refuse' | 'last';
}

/**
 * Like `JSON.parse`, but a number that a `number` would not write back unchanged becomes an `ExactNumber`. Throws a
 * SyntaxError for invalid JSON, and an `UnkeptJsonError` for an object with the same name twice, for more than 500
 * levels, and for an exponent of more than 30 digits. The native parser does the work; the text is scanned once more
 * for its numbers and names.
 */
export function parseJson(text: string, { repeatedNames = 'refuse' }: Options = {}): unknown {
  const plain: unknown = JSON.parse(text);
  const { text: marked, numbers, names } = markNumbers(text);
  const walk = { names: 0 };
  const value = withExactNumbers(numbers === 0 ? plain : JSON.parse(marked), walk, MAX_LEVELS);
  if (walk.names !== names && repeatedNames === 'refuse') throw new UnkeptJsonError('repeated_name');
  return value;
}

/** Replaces marked numbers by exact ones, in place, and counts names. */
function withExactNumbers(value: unknown, walk: { names: number }, levels: number): unknown {
  const marked = markedNumber(value);
  if (marked && LONG_EXPONENT.test(marked.text)) throw new UnkeptJsonError('long_exponent');
  if (marked) return marked;
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) throw new UnkeptJsonError('too_deep');
  if (Array.isArray(value)) {
    value.forEach((inner: unknown, place) => {
      if (typeof inner === 'object') value[place] = withExactNumbers(inner, walk, levels - 1);
    });
    return value;
  }
  const holder = value as Record<string, unknown>;
  for (const name of Object.keys(holder)) {
    walk.names += 1;
    const inner = holder[name];
    if (typeof inner === 'object') holder[name] = withExactNumbers(inner, walk, levels - 1);
  }
  return holder;
}
