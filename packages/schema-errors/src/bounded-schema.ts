/** Maximum number of subschemas, with all references expanded. */
const MAX_SCHEMAS = 2_000;

/** Keywords whose value is a schema, or a list of schemas. */
export const OF_SCHEMAS = words(
  'items prefixItems additionalItems contains additionalProperties propertyNames allOf anyOf oneOf not if then else',
);

/** Keywords that are cheap to check in every combination. */
const CHEAP = words(
  'type enum const format required minProperties maxProperties minItems maxItems minLength maxLength minimum maximum ' +
    'exclusiveMinimum exclusiveMaximum multipleOf',
);

export interface BoundedSchema {
  schema: Record<string, unknown> | boolean;
  /** Number of subschemas: a check costs at most this times the number of values. */
  size: number;
}

/**
 * The part of an untrusted schema that can be checked in bounded time, as a tree. Leaves out patterns (a few
 * characters may cost minutes), repeated references (which can double the size at each level), and `uniqueItems`.
 * What is left out permits everything; so does an external or circular reference. Throws `RangeError` when it is too
 * large.
 */
export function boundedSchema(root: Record<string, unknown>, { formats }: { formats: boolean }): BoundedSchema {
  let size = 0;

  function boundedPart(schema: unknown, followed: readonly string[]): Record<string, unknown> | boolean {
    count(1);
    if (!isObject(schema)) return schema !== false;
    // In draft 7, siblings of a reference are ignored.
    if (typeof schema['$ref'] === 'string') return follow(schema['$ref'], followed);
    return Object.fromEntries(Object.entries(schema).flatMap((entry) => keyword(schema, entry, followed)));
  }

  function keyword(
    schema: Record<string, unknown>,
    [name, value]: [string, unknown],
    followed: readonly string[],
  ): [string, unknown][] {
    if (name === 'format' && !formats) return [];
    // Without the patterns, it is unknown which properties are additional.
    if (name === 'additionalProperties' && 'patternProperties' in schema) return [];
    if (name === 'properties' && isObject(value)) {
      const properties = Object.entries(value).map(([property, inner]) => [property, boundedPart(inner, followed)]);
      return [[name, Object.fromEntries(properties)]];
    }
    if (OF_SCHEMAS.has(name)) {
      return [
        [
          name,
          Array.isArray(value) ? value.map((inner) => boundedPart(inner, followed)) : boundedPart(value, followed),
        ],
      ];
    }
    if (!CHEAP.has(name)) return [];
    if (Array.isArray(value)) count(value.length);
    return [[name, value]];
  }

  function follow(reference: string, followed: readonly string[]): Record<string, unknown> | boolean {
    return followed.includes(reference) || boundedPart(targetOf(root, reference), [...followed, reference]);
  }

  function count(more: number): void {
    size += more;
    if (size > MAX_SCHEMAS) throw new RangeError('a schema is too large to be checked');
  }

  const schema = boundedPart(root, ['#']);
  return { schema, size };
}

/** The target of a JSON Pointer within the document; `true`, which permits everything, for any other reference. */
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
