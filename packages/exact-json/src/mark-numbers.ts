import { ExactNumber, writesAs } from './exact-number.ts';
import { closingQuote, endOfNumber, isNameBefore } from './scan-json.ts';

/** Random per process, so that no text from outside can contain it. */
export const MARK = `exact-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;

interface Marked {
  /** The same JSON, but with `["<mark>","<number>"]` for each number that a `number` would not write back unchanged. */
  text: string;
  /** How many numbers were marked. */
  numbers: number;
  /** How many names all its objects have, counting repeated ones. */
  names: number;
}

const QUOTE = 34;

/**
 * Marks the numbers of a valid JSON text, so that `JSON.parse` keeps them. The mark is an array, because a string
 * would make the invalid `{12345678901234567890:1}` valid.
 */
export function markNumbers(json: string): Marked {
  const parts: string[] = [];
  let [from, at, names, numbers] = [0, 0, 0, 0];
  while (at < json.length) {
    const character = json.charCodeAt(at);
    if (character === QUOTE) {
      at = closingQuote(json, at) + 1;
      if (isNameBefore(json, at)) names += 1;
    } else if (startsNumber(character)) {
      const end = endOfNumber(json, at);
      if (!isShortInteger(json, at, end) && !writesAs(Number(json.slice(at, end)), json.slice(at, end))) {
        parts.push(json.slice(from, at), `["${MARK}","${json.slice(at, end)}"]`);
        from = end;
        numbers += 1;
      }
      at = end;
    } else at += 1;
  }
  return { text: numbers === 0 ? json : parts.join('') + json.slice(from), numbers, names };
}

const MINUS = 45;
const ZERO = 48;
const NINE = 57;

function startsNumber(character: number): boolean {
  return (character >= ZERO && character <= NINE) || character === MINUS;
}

/**
 * True for most numbers, which need no further check: up to fifteen digits, without sign, decimal point or exponent.
 */
function isShortInteger(json: string, from: number, end: number): boolean {
  if (end - from > 15) return false;
  for (let at = from; at < end; at += 1) {
    const character = json.charCodeAt(at);
    if (character < ZERO || character > NINE) return false;
  }
  return true;
}

/** The number of a mark; undefined if the value is not one. */
export function markedNumber(value: unknown): ExactNumber | undefined {
  if (!Array.isArray(value) || value.length !== 2 || value[0] !== MARK) return undefined;
  return new ExactNumber(String(value[1]));
}
