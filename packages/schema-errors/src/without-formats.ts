/** What stands under them are values, which have to stay as they are. */
const VALUES = new Set(['const', 'enum', 'default', 'examples']);

/** The same schema without its formats. A text is a format; anything else is the schema of a property of that name. */
export function withoutFormats(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutFormats);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(([name, inner]) => name !== 'format' || typeof inner !== 'string');
  return Object.fromEntries(kept.map(([name, inner]) => [name, VALUES.has(name) ? inner : withoutFormats(inner)]));
}
