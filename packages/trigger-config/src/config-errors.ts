import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema';
import { errorText, limitAt, pathOf } from './error-text.ts';

export type TriggerConfig = Record<string, unknown>;

/** They only say that something inside is wrong, which says so itself. */
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
 * Which fields of `config` its schema does not allow, by dotted path, in words for a person. Pure; the server and the
 * form in the browser ask the same.
 *
 * The schema is the provider's, so it is interpreted and not compiled: a compiler (ajv) would turn foreign text into code
 * that runs here, and in the browser our pages forbid that altogether. A schema that cannot be used allows everything; the
 * provider checks once more.
 */
export function configErrors(schema: Schema, config: TriggerConfig): Record<string, string> {
  try {
    const { valid, errors } = new Validator(schema, '7', false).validate(config);
    return valid ? {} : byField(schema, errors);
  } catch (error) {
    if (error instanceof Error) return {};
    throw error;
  }
}

function byField(schema: Schema, errors: OutputUnit[]): Record<string, string> {
  const inner = errors.filter((error) => !OUTER.has(error.keyword) && !isOtherwiseNull(schema, error));
  const fields: Record<string, string> = {};
  for (const error of inner.length > 0 ? inner : errors) fields[fieldOf(error)] ??= errorText(schema, error);
  return fields;
}

/** "A text, or nothing": that a wrong text is not nothing either is no news. */
function isOtherwiseNull(schema: Schema, { keyword, keywordLocation }: OutputUnit): boolean {
  return keyword === 'type' && limitAt(schema, keywordLocation) === 'null';
}

/** A missing property is told of the object that lacks it, and named in the text. */
function fieldOf({ keyword, instanceLocation, error }: OutputUnit): string {
  const missing = keyword === 'required' ? /property "([^"]+)"/.exec(error)?.[1] : undefined;
  return [...pathOf(instanceLocation), ...(missing ? [missing] : [])].join('.');
}
