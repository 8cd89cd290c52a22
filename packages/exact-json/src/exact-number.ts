import { sameDecimal } from './decimal.ts';
import { inJson } from './raw-json.ts';

/** A number by the grammar of JSON (RFC 8259, section 6). */
const GRAMMAR = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * A number of a JSON text that a JavaScript `number` would not write back as it stood there: too large, too long, or
 * spelled in another way (`12345678901234567890`, `0.1000000000000000055`, `1e400`, `1.0`, `-0`). Its text is `text`, and
 * that is what JSON gets again. It is an object, so that it is never mistaken for a number; arithmetic works where a
 * `number` has the same value, and throws a RangeError where it has not.
 */
export class ExactNumber {
  /** As it stands in the JSON text. */
  readonly text: string;

  /** Throws a SyntaxError where `text` is no number of JSON. */
  constructor(text: string) {
    if (!GRAMMAR.test(text)) throw new SyntaxError('not a number of JSON');
    this.text = text;
    Object.freeze(this);
  }

  toString(): string {
    return this.text;
  }

  /** The same value as a `number`. Throws a RangeError where there is none. */
  valueOf(): number {
    const number = Number(this.text);
    if (Number.isFinite(number) && sameDecimal(this.text, String(number))) return number;
    throw new RangeError('no JavaScript number has exactly this value; use its text');
  }

  /** The same value as a `bigint`. Throws a SyntaxError where its text is not that of an integer. */
  toBigInt(): bigint {
    return BigInt(this.text);
  }

  /** For `JSON.stringify`: the number itself where the runtime can write it, its text as a string where it cannot. */
  toJSON(): unknown {
    return inJson(this.text) ?? this.text;
  }
}

/** A `number` where it is written back as `text`, an `ExactNumber` otherwise. Throws a SyntaxError where it is neither. */
export function exactNumber(text: string): number | ExactNumber {
  const number = Number(text);
  return writesAs(number, text) ? number : new ExactNumber(text);
}

/** Whether JSON writes the number as this text. */
export function writesAs(number: number, text: string): boolean {
  return String(number) === text && Number.isFinite(number) && !Object.is(number, -0);
}

/** An exact number as the `number` of the same value, where there is one. Everything else as it is. */
export function plainNumber(value: unknown): unknown {
  if (!(value instanceof ExactNumber)) return value;
  const number = Number(value.text);
  return Number.isFinite(number) && sameDecimal(value.text, String(number)) ? number : value;
}
