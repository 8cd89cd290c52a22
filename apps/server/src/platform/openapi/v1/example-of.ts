import type { JsonSchema, NamedSchemas } from './named-schemas.ts';

/** Values for strings whose format rules others out. */
const FORMATS: Record<string, string> = {
  uuid: '0199f3a2-6d1b-7c41-9d1a-0c7a5f1e2b3c',
  'date-time': '2026-12-01T09:30:00.000Z',
  date: '2026-12-01',
  uri: 'https://example.com/',
  email: 'ada@example.com',
};

/**
 * A value that the schema allows, made of the examples that it and its parts carry. Only for the schemas of our own that zod writes;
 * the tests parse every result.
 */
export function exampleOf(schema: JsonSchema, schemas: NamedSchemas): unknown {
  if (typeof schema['$ref'] === 'string') return exampleOf(schemas.resolve(schema), schemas);
  if (Array.isArray(schema['examples'])) return schema['examples'][0] as unknown;
  if ('const' in schema) return schema['const'];
  if ('default' in schema) return schema['default'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0] as unknown;
  const [option] = (schema['anyOf'] ?? schema['oneOf'] ?? []) as JsonSchema[];
  return option ? exampleOf(option, schemas) : ofType(schema, schemas);
}

function ofType(schema: JsonSchema, schemas: NamedSchemas): unknown {
  const [type] = [schema['type']].flat();
  if (type === 'object') return objectOf(schema, schemas);
  if (type === 'array') return schema['items'] ? [exampleOf(schema['items'] as JsonSchema, schemas)] : [];
  if (type === 'string') return FORMATS[String(schema['format'])] ?? 'text';
  if (type === 'integer' || type === 'number') return numberOf(schema);
  return type === 'boolean' ? true : null;
}

function objectOf(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  schemas: NamedSchemas,
): unknown {
  const known = properties as Record<string, JsonSchema>;
  const names = new Set([...Object.keys(known), ...(required as string[])]);
  const schemaOf = (name: string) => known[name] ?? (additionalProperties as JsonSchema);
  return Object.fromEntries([...names].map((name) => [name, exampleOf(schemaOf(name), schemas)]));
}

function numberOf({ minimum, exclusiveMinimum }: JsonSchema): number {
  const least = Number(minimum ?? Number(exclusiveMinimum ?? 0) + 1);
  // zod writes the bounds of a safe integer where there are no others.
  return Number.isSafeInteger(least) && least > Number.MIN_SAFE_INTEGER ? least : 1;
}
