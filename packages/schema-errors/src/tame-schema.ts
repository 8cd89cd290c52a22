/** How many schemas one may consist of, with its references written out. */
const MOST_SCHEMAS = 2_000;

/** Of those whose value is a schema, or a list of them. */
export const OF_SCHEMAS = words(
  'items prefixItems additionalItems contains additionalProperties propertyNames allOf anyOf oneOf not if then else',
);

/** What is cheap to check, however it is used. */
const CHEAP = words(
  'type enum const format required minProperties maxProperties minItems maxItems minLength maxLength minimum maximum ' +
    'exclusiveMinimum exclusiveMaximum multipleOf',
);

export interface TameSchema {
  schema: Record<string, unknown> | boolean;
  /** How many schemas it consists of: a check costs at most that, times the values that are checked. */
  size: number;
}

/**
 * The part of a foreign schema that can be checked in bounded time: a tree, without what can be made to take for ever.
 * That is patterns (a few characters may cost minutes), references that are followed again and again (doubling at each
 * level), and comparing all entries with all others. What is left out permits; so does a reference to elsewhere or in a
 * circle. Throws `RangeError` where it is too large.
 */
export function tameSchema(root: Record<string, unknown>, { formats }: { formats: boolean }): TameSchema {
  let size = 0;

  function tame(schema: unknown, followed: readonly string[]): Record<string, unknown> | boolean {
    count(1);
    if (!isObject(schema)) return schema !== false;
    // In draft 7 what stands beside a reference is ignored.
    if (typeof schema['$ref'] === 'string') return follow(schema['$ref'], followed);
    return Object.fromEntries(Object.entries(schema).flatMap((entry) => keyword(schema, entry, followed)));
  }

  function keyword(
    schema: Record<string, unknown>,
    [name, value]: [string, unknown],
    followed: readonly string[],
  ): [string, unknown][] {
    if (name === 'format' && !formats) return [];
    // Without its patterns, it is not known what is additional.
    if (name === 'additionalProperties' && 'patternProperties' in schema) return [];
    if (name === 'properties' && isObject(value)) {
      const properties = Object.entries(value).map(([property, inner]) => [property, tame(inner, followed)]);
      return [[name, Object.fromEntries(properties)]];
    }
    if (OF_SCHEMAS.has(name)) {
      return [[name, Array.isArray(value) ? value.map((inner) => tame(inner, followed)) : tame(value, followed)]];
    }
    if (!CHEAP.has(name)) return [];
    if (Array.isArray(value)) count(value.length);
    return [[name, value]];
  }

  function follow(reference: string, followed: readonly string[]): Record<string, unknown> | boolean {
    return followed.includes(reference) || tame(targetOf(root, reference), [...followed, reference]);
  }

  function count(more: number): void {
    size += more;
    if (size > MOST_SCHEMAS) throw new RangeError('a schema is too large to be checked');
  }

  const schema = tame(root, ['#']);
  return { schema, size };
}

/** What a JSON Pointer within the document leads to; `true`, which permits everything, for all other references. */
function targetOf(root: unknown, reference: string): unknown {
  if (!reference.startsWith('#/')) return true;
  const steps = reference.slice(2).split('/');
  const names = steps.map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  return names.reduce<unknown>((place, name) => (hasOwn(place, name) ? place[name] : true), root);
}

function hasOwn(place: unknown, name: string): place is Record<string, unknown> {
  return typeof place === 'object' && place !== null && Object.hasOwn(place, name);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
