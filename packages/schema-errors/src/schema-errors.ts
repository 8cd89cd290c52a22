import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema';
import { errorText, limitAt, pathOf, TOO_LONG, type Violation, type Words } from './error-text.ts';
import { comparable } from './stand-ins.ts';
import { boundedSchema } from './bounded-schema.ts';

/** Supposed to be a JSON Schema, but unchecked. */
type ForeignSchema = Record<string, unknown>;

/** More than this, people do not read. */
const MAX_FIELDS = 20;

/** Number of schemas times number of values: limits a check to some tenths of a second. */
const MAX_STEPS = 500_000;

/** Digits of a number that JavaScript keeps, whatever they are. */
const MAX_DIGITS = 15;

/** Keywords that only report that something inside is wrong, which is reported itself. */
const OUTER = new Set([
  'properties',
  'patternProperties',
  'additionalProperties',
  'items',
  'prefixItems',
  'allOf',
  'anyOf',
  'oneOf',
  '$ref',
]);

/**
 * The fields of `value` that its schema does not allow, by dotted path, with a text for a person; twenty at most.
 * Pure; the server and the form in the browser use the same function. With `formats` off, a format is a hint, as in
 * JSON Schema itself. `words` writes the texts in another language.
 *
 * The schema comes from the provider, so it is interpreted and not compiled: a compiler (ajv) would turn foreign text
 * into code, which our pages' CSP forbids in the browser. For the same reason only keywords that cannot be made slow
 * are checked; patterns, for example, are not. An unusable schema allows everything; the provider checks again.
 */
export function schemaErrors(
  schema: ForeignSchema,
  value: unknown,
  { formats = true, words = errorText }: { formats?: boolean; words?: Words } = {},
): Record<string, string> {
  try {
    const bounded = boundedSchema(schema, { formats });
    if (bounded.size * valuesIn(value) > MAX_STEPS) return {};
    const plain = comparable(bounded.schema, value);
    if (plain.unchecked.length > 0) return unchecked(plain.unchecked, words);
    const { valid, errors } = new Validator(plain.schema as Schema, '7', false).validate(plain.value);
    return valid ? {} : byField(bounded.schema, errors, words);
  } catch (error) {
    if (error instanceof Error) return {};
    throw error;
  }
}

/** Refused, because rounding a number to check it could accept a wrong one. */
function unchecked(fields: string[], words: Words): Record<string, string> {
  const text = words({ keyword: TOO_LONG, limit: MAX_DIGITS, fallback: '' });
  return Object.fromEntries(fields.slice(0, MAX_FIELDS).map((field) => [field, text]));
}

function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, inner) => sum + valuesIn(inner), 1);
}

function byField(schema: unknown, errors: OutputUnit[], words: Words): Record<string, string> {
  const inner = errors.filter((error) => !OUTER.has(error.keyword) && !isOtherwiseNull(schema, error));
  const fields = new Map<string, string>();
  for (const error of inner.length > 0 ? inner : errors) {
    const field = fieldOf(error);
    if (!fields.has(field)) fields.set(field, words(violationOf(schema, error)));
    if (fields.size === MAX_FIELDS) break;
  }
  return Object.fromEntries(fields);
}

function violationOf(schema: unknown, { keyword, keywordLocation, error }: OutputUnit): Violation {
  return { keyword, limit: limitAt(schema, keywordLocation), fallback: error };
}

/** "A string, or null": for a wrong string, the error that it is not null either adds nothing. */
function isOtherwiseNull(schema: unknown, { keyword, keywordLocation }: OutputUnit): boolean {
  return keyword === 'type' && limitAt(schema, keywordLocation) === 'null';
}

/** A missing property is reported at the object that lacks it, and named in the text. */
function fieldOf({ keyword, instanceLocation, error }: OutputUnit): string {
  const missing = keyword === 'required' ? /property "([^"]+)"/.exec(error)?.[1] : undefined;
  return [...pathOf(instanceLocation), ...(missing ? [missing] : [])].join('.');
}
