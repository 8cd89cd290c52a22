/** As much of a JSON Schema as the parameters of a query use. */
export interface ParameterSchema {
  type?: string;
  [keyword: string]: unknown;
}

export type Properties = Record<string, ParameterSchema>;

/**
 * The input that a query string stands for. Texts become numbers and booleans where the schema asks for them; what does
 * not fit stays a text, for the procedure's own schema to refuse. Unknown names are passed on for the same reason.
 */
export function inputFromQuery(query: URLSearchParams, properties: Properties): Record<string, unknown> | undefined {
  const names = new Set(query.keys());
  if (names.size === 0) return undefined;
  return Object.fromEntries([...names].map((name) => [name, valueOf(query.getAll(name), properties[name]?.type)]));
}

function valueOf(texts: string[], type: string | undefined): unknown {
  if (type === 'array') return texts;
  // The same name twice means nothing here; a list is no text, so the schema refuses it.
  if (texts.length > 1) return texts;
  const [text = ''] = texts;
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}
