import { FIELD_WORDS } from './field-words.ts';
import type { JsonSchema } from './named-schemas.ts';

/** Of an object: the fields that lead to it, the first one being the name of its schema. */
type Path = string[];

/**
 * The named schemas with a description of every field: its own, that of the schema that it refers to, or the one by its name. A
 * field that has none stays without; a test finds it.
 */
export function describeFields(schemas: Record<string, JsonSchema>): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, inSchema(schema, [name])]));

  function inSchema(schema: JsonSchema, path: Path): JsonSchema {
    const { properties, items, additionalProperties, anyOf, oneOf, allOf } = schema;
    return {
      ...schema,
      ...(isSchema(properties) && { properties: inProperties(properties, path) }),
      ...(isSchema(items) && { items: inSchema(items, path) }),
      ...(isSchema(additionalProperties) && { additionalProperties: inSchema(additionalProperties, path) }),
      ...Object.fromEntries(
        Object.entries({ anyOf, oneOf, allOf }).flatMap(([key, parts]) =>
          Array.isArray(parts) ? [[key, parts.map((part: JsonSchema) => inSchema(part, path))]] : [],
        ),
      ),
    };
  }

  function inProperties(properties: JsonSchema, path: Path): JsonSchema {
    return Object.fromEntries(
      Object.entries(properties).map(([name, field]) => {
        const described = inSchema(field as JsonSchema, [...path, name]);
        const words = descriptionOf(described) === undefined ? wordsFor([...path, name]) : undefined;
        return [name, words === undefined ? described : { ...described, description: words }];
      }),
    );
  }

  function descriptionOf(schema: JsonSchema): unknown {
    const { $ref, description } = schema;
    return (
      description ?? (typeof $ref === 'string' ? schemas[$ref.split('/').at(-1) ?? '']?.['description'] : undefined)
    );
  }
}

/** By the schema, all fields and the name; by the last field and the name; by the schema and the name; by the name. */
function wordsFor(path: Path): string | undefined {
  const [name = '', parent = '', schema = ''] = [path.at(-1), path.at(-2), path[0]];
  const keys = [path.join('.'), `${parent}.${name}`, `${schema}.${name}`, name];
  return FIELD_WORDS[keys.find((key) => key in FIELD_WORDS) ?? ''];
}

function isSchema(part: unknown): part is JsonSchema {
  return typeof part === 'object' && part !== null && !Array.isArray(part);
}
