import { markedNumber, markNumbers } from './mark-numbers.ts';

/** Levels of objects and arrays in each other: what walks a value again, to write or to show it, has a stack. */
const MOST_LEVELS = 500;

/** Digits of an exponent: no number that means something has more, and to compare one takes the square of their count. */
const MOST_EXPONENT_DIGITS = 30;
const LONG_EXPONENT = new RegExp(`[eE][+-]?\\d{${MOST_EXPONENT_DIGITS + 1}}`);

const REASONS = {
  too_deep: `nested deeper than ${MOST_LEVELS} levels`,
  long_exponent: `an exponent of more than ${MOST_EXPONENT_DIGITS} digits`,
  repeated_name: 'an object has the same field twice',
} as const;

/** JSON that a JavaScript value cannot hold as it is. */
export class UnkeptJsonError extends Error {
  readonly reason: keyof typeof REASONS;

  constructor(reason: keyof typeof REASONS) {
    super(REASONS[reason]);
    this.name = 'UnkeptJsonError';
    this.reason = reason;
  }
}

interface Options {
  /** What becomes of an object with the same field twice: refused, or, as by `JSON.parse`, the last one is taken. */
  repeatedNames?: 'refuse' | 'last';
}

/**
 * Like `JSON.parse`, but a number that a `number` would not write back as it stands becomes an `ExactNumber`. Throws a
 * SyntaxError for what is no JSON, and an `UnkeptJsonError` for an object with the same field twice, for more than 500
 * levels, and for an exponent of more than 30 digits. The work is done by the native parser; the text is read once more for its numbers and names.
 */
export function parseJson(text: string, { repeatedNames = 'refuse' }: Options = {}): unknown {
  const plain: unknown = JSON.parse(text);
  const { text: marked, numbers, names } = markNumbers(text);
  const walk = { names: 0 };
  const value = withExactNumbers(numbers === 0 ? plain : JSON.parse(marked), walk, MOST_LEVELS);
  if (walk.names !== names && repeatedNames === 'refuse') throw new UnkeptJsonError('repeated_name');
  return value;
}

/** With its marked numbers made exact, in place, and its names counted. */
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
