import { sameDecimal } from './decimal.ts';
import { inJson } from './raw-json.ts';

/** A number in JSON's grammar (RFC 8259, section 6). */
const GRAMMAR = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * A JSON number that a JavaScript `number` would not write back unchanged: too large, too long, or spelled
 * differently (`12345678901234567890`, `0.1000000000000000055`, `1e400`, `1.0`, `-0`). `text` is its text, which is
 * written back to JSON. An object, so that it is never mistaken for a number; arithmetic works if a `number` has the
 * same value, and throws a RangeError otherwise.
 */
export class ExactNumber {
  /** As in the JSON text. */
  readonly text: string;

  /** Throws a SyntaxError if `text` is not a JSON number. */
  constructor(text: string) {
    if (!GRAMMAR.test(text)) throw new SyntaxError('not a number of JSON');
    this.text = text;
    Object.freeze(this);
  }

  toString(): string {
    return this.text;
  }

  /** The same value as a `number`. Throws a RangeError if there is none. */
  valueOf(): number {
    const number = Number(this.text);
    if (Number.isFinite(number) && sameDecimal(this.text, String(number))) return number;
    throw new RangeError('no JavaScript number has exactly this value; use its text');
  }

  /** The same value as a `bigint`. Throws a SyntaxError if its text is not an integer. */
  toBigInt(): bigint {
    return BigInt(this.text);
  }

  /** For `JSON.stringify`: the number itself if the runtime can write it, its text as a string otherwise. */
  toJSON(): unknown {
    return inJson(this.text) ?? this.text;
  }
}

/** A `number` if it is written back as `text`, otherwise an `ExactNumber`. Throws a SyntaxError if it is neither. */
export function exactNumber(text: string): number | ExactNumber {
  const number = Number(text);
  return writesAs(number, text) ? number : new ExactNumber(text);
}

/** Whether JSON writes the number as this text. */
export function writesAs(number: number, text: string): boolean {
  return String(number) === text && Number.isFinite(number) && !Object.is(number, -0);
}

/** Converts an exact number to the `number` of the same value, if there is one. Returns everything else unchanged. */
export function plainNumber(value: unknown): unknown {
  if (!(value instanceof ExactNumber)) return value;
  const number = Number(value.text);
  return Number.isFinite(number) && sameDecimal(value.text, String(number)) ? number : value;
}
