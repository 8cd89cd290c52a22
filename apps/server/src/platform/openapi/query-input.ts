/** The part of JSON Schema that query parameters use. */
export interface ParameterSchema {
  type?: string;
  [keyword: string]: unknown;
}

export type Properties = Record<string, ParameterSchema>;

/**
 * Converts a query string to input. Text becomes numbers and booleans where the schema expects them; a value that does not fit stays
 * text, so that the procedure's own schema rejects it. Unknown names are passed on for the same reason.
 */
export function inputFromQuery(query: URLSearchParams, properties: Properties): Record<string, unknown> | undefined {
  const names = new Set(query.keys());
  if (names.size === 0) return undefined;
  return Object.fromEntries([...names].map((name) => [name, valueOf(query.getAll(name), properties[name]?.type)]));
}

function valueOf(texts: string[], type: string | undefined): unknown {
  if (type === 'array') return texts;
  // Repeated names are not supported; the schema rejects the list because it is not text.
  if (texts.length > 1) return texts;
  const [text = ''] = texts;
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}
