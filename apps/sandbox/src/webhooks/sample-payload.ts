import type { JsonSchema } from '../catalog/json-schema.ts';

/** A generated payload that matches its schema. */
export function samplePayload(schema: JsonSchema): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, property]) => [name, sampleValue(name, property)]),
  );
}

function sampleValue(name: string, schema: JsonSchema): unknown {
  const [example] = schema.examples ?? [];
  if (example !== undefined) return example;
  if (schema.type === 'object') return samplePayload(schema);
  if (schema.type === 'array') return schema.items ? [sampleValue(name, schema.items)] : [];
  if (schema.type === 'boolean') return true;
  if (schema.type !== 'string') return schema.minimum ?? 1;
  return schema.enum?.[0] ?? (schema.format ? byFormat[schema.format] : `Sample ${name.replaceAll('_', ' ')}`);
}

const byFormat: Readonly<Record<NonNullable<JsonSchema['format']>, string>> = {
  'date-time': '2026-11-22T10:30:00.000Z',
  date: '2026-11-22',
  email: 'jane@example.com',
  uri: 'https://example.com/',
};
