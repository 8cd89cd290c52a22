import { compareDecimals, ExactNumber, isWhole, normalizedDecimal, plainNumber } from '@patchbay/exact-json';
import { OF_SCHEMAS } from './bounded-schema.ts';

/** A schema and a value with only JavaScript numbers, which the validator can compare. */
export interface Comparable {
  schema: unknown;
  value: unknown;
  /** Paths of numbers in the value that one of the schema's rules cannot be checked for. */
  unchecked: string[];
}

/** Keywords whose number is compared with the value. All others count: characters, items, properties. */
const LIMITS = new Set(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']);

type StandIn = (number: number | ExactNumber) => number;

/**
 * The validator only knows JavaScript numbers. Exact numbers that equal a JavaScript number are replaced by it. If
 * some do not, every number of value and schema is replaced by its rank among them all, so that order, equality and
 * being an integer are preserved. `multipleOf` cannot be checked with ranks.
 */
export function comparable(schema: unknown, value: unknown): Comparable {
  const numbers = [...numbersIn(value), ...limitsIn(schema)];
  const long = numbers.some(({ number }) => plainNumber(number) instanceof ExactNumber);
  if (!long) {
    const standIn: StandIn = (number) => Number(number);
    return { schema: schemaWith(schema, standIn), value: valueWith(value, standIn), unchecked: [] };
  }
  const standIn = rankAmong(numbers.map(({ number }) => String(number)));
  const unchecked = [...numbersIn(value)].filter(({ number }) => plainNumber(number) instanceof ExactNumber);
  return {
    schema: schemaWith(schema, standIn),
    value: valueWith(value, standIn),
    unchecked: hasMultiples(schema) ? unchecked.map(({ path }) => path.join('.')) : [],
  };
}

function rankAmong(texts: string[]): StandIn {
  const distinct = new Map(texts.map((text) => [normalizedDecimal(text), text]));
  const inOrder = [...distinct].toSorted(([, one], [, other]) => compareDecimals(one, other));
  const ranks = new Map(inOrder.map(([key, text], rank) => [key, isWhole(text) ? rank : rank + 0.5]));
  return (number) => ranks.get(normalizedDecimal(String(number))) ?? Number.NaN;
}

interface Found {
  path: string[];
  number: number | ExactNumber;
}

function* numbersIn(value: unknown, path: string[] = []): Generator<Found> {
  if (isNumber(value)) yield { path, number: value };
  else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) yield* numbersIn(inner, [...path, name]);
  }
}

function* limitsIn(schema: unknown): Generator<Found> {
  for (const [name, value] of entriesOf(schema)) {
    if (LIMITS.has(name) || name === 'enum' || name === 'const') yield* numbersIn(value);
    else for (const inner of schemasIn(name, value)) yield* limitsIn(inner);
  }
}

function hasMultiples(schema: unknown): boolean {
  return entriesOf(schema).some(
    ([name, value]) => name === 'multipleOf' || schemasIn(name, value).some((inner) => hasMultiples(inner)),
  );
}

function schemasIn(name: string, value: unknown): unknown[] {
  if (name === 'properties') return entriesOf(value).map(([, inner]) => inner);
  if (!OF_SCHEMAS.has(name)) return [];
  return Array.isArray(value) ? value : [value];
}

function schemaWith(schema: unknown, standIn: StandIn): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(entriesOf(schema).map(([name, value]) => [name, keywordWith(name, value, standIn)]));
}

function keywordWith(name: string, value: unknown, standIn: StandIn): unknown {
  if (LIMITS.has(name) || name === 'enum' || name === 'const') return valueWith(value, standIn);
  if (name === 'properties')
    return Object.fromEntries(entriesOf(value).map(([key, of]) => [key, schemaWith(of, standIn)]));
  if (!OF_SCHEMAS.has(name)) return value instanceof ExactNumber ? Number(value.text) : value;
  return Array.isArray(value) ? value.map((inner) => schemaWith(inner, standIn)) : schemaWith(value, standIn);
}

function valueWith(value: unknown, standIn: StandIn): unknown {
  if (isNumber(value)) return standIn(value);
  if (Array.isArray(value)) return value.map((inner) => valueWith(inner, standIn));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, valueWith(inner, standIn)]));
}

function isNumber(value: unknown): value is number | ExactNumber {
  return (typeof value === 'number' && Number.isFinite(value)) || value instanceof ExactNumber;
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
