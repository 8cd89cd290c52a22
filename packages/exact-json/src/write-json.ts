import { ExactNumber } from './exact-number.ts';
import { MARK } from './mark-numbers.ts';
import { HAS_RAW_JSON, inJson } from './raw-json.ts';

/** Whether `JSON.stringify` itself writes exact numbers here. If not, `writeJson` still does. */
export const WRITES_EXACTLY = HAS_RAW_JSON;

/**
 * Like `JSON.stringify`, in every runtime, for a value with exact numbers and `bigint`s. Throws a RangeError for NaN
 * and infinities, which JSON would turn into null.
 */
export function writeJson(value: unknown, space?: number): string {
  const text = JSON.stringify(value, replaced, space) as string | undefined;
  if (text === undefined) return 'null';
  return HAS_RAW_JSON ? text : text.replaceAll(MARKED, '$1');
}

const MARKED = new RegExp(`"${MARK}([^"]*)"`, 'g');

/** `value` has already been through `toJSON`; the holder has the original. */
function replaced(this: Record<string, unknown>, name: string, value: unknown): unknown {
  const own = this[name];
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`JSON has no ${value}`);
  if (own instanceof ExactNumber) return written(own.text);
  return typeof value === 'bigint' ? written(String(value)) : value;
}

function written(text: string): unknown {
  return inJson(text) ?? `${MARK}${text}`;
}
