import { writeJson } from '@patchbay/exact-json';
import { t } from '../../shared/i18n/t.ts';

/** The part of JSON Schema that forms are made of. The schema comes from the provider, so nothing in it is certain. */
interface Schema {
  type?: unknown;
  title?: unknown;
  description?: unknown;
  enum?: unknown;
  default?: unknown;
  examples?: unknown;
  format?: unknown;
  minimum?: unknown;
  maximum?: unknown;
  items?: unknown;
  properties?: unknown;
  required?: unknown;
  anyOf?: unknown;
  oneOf?: unknown;
}

export interface Option {
  text: string;
  value: unknown;
}

interface Common {
  /** The path from the root with dots, as in errors. */
  path: string;
  name: string;
  label: string;
  help: string;
  required: boolean;
  initial: unknown;
}

export type Field = Common &
  (
    | { kind: 'text'; type: 'text' | 'email' | 'url' | 'date'; placeholder: string }
    | { kind: 'number'; whole: boolean; min: number | null; max: number | null; placeholder: string }
    | { kind: 'switch' }
    | { kind: 'choice'; options: Option[] }
    /** Strings, one per line. */
    | { kind: 'list'; placeholder: string }
    | { kind: 'group'; fields: Field[] }
    /** JSON, for types without a control. */
    | { kind: 'json'; placeholder: string }
  );

const INPUT_TYPES: Record<string, 'email' | 'url' | 'date'> = { email: 'email', uri: 'url', date: 'date' };

/** Depth to which groups are shown; deeper ones are edited as JSON. */
const DEPTH = 1;

/**
 * The fields of a configuration: required ones first, in the order of the schema's `required`, because the database
 * keeps no order of properties. Pure.
 */
export function fieldsOf(schema: Record<string, unknown>, above: string[] = []): Field[] {
  const { properties, required } = schema as Schema;
  if (!isObject(properties)) return [];
  const needed: unknown[] = Array.isArray(required) ? required : [];
  const positionOf = ({ name }: Field) => (needed.includes(name) ? needed.indexOf(name) : needed.length);
  const fields = Object.entries(properties).map(([name, property]) =>
    fieldOf(isObject(property) ? property : {}, { path: [...above, name], required: needed.includes(name) }),
  );
  return fields.toSorted((a, b) => positionOf(a) - positionOf(b));
}

function fieldOf(given: Record<string, unknown>, { path, required }: { path: string[]; required: boolean }): Field {
  const schema = withoutNull(given);
  const name = path.at(-1) ?? '';
  const common: Common = {
    path: path.join('.'),
    name,
    label: textOr(schema.title, wordsOf(name)),
    help: textOr(schema.description, textOr((given as Schema).description, '')),
    required,
    initial: schema.default ?? (given as Schema).default ?? undefined,
  };
  const placeholder = exampleOf(schema);
  if (Array.isArray(schema.enum)) return { ...common, kind: 'choice', options: schema.enum.map(optionOf) };
  switch (schema.type) {
    case 'string':
      return { ...common, kind: 'text', type: INPUT_TYPES[String(schema.format)] ?? 'text', placeholder };
    case 'number':
    case 'integer': {
      const [min, max] = [numberOr(schema.minimum), numberOr(schema.maximum)];
      return { ...common, kind: 'number', whole: schema.type === 'integer', min, max, placeholder };
    }
    case 'boolean':
      return { ...common, kind: 'switch' };
    case 'array':
      if (isObject(schema.items) && withoutNull(schema.items).type === 'string')
        return { ...common, kind: 'list', placeholder };
      break;
    case 'object':
      if (path.length <= DEPTH && isObject(schema.properties))
        return { ...common, kind: 'group', fields: fieldsOf(schema as Record<string, unknown>, path) };
  }
  return { ...common, kind: 'json', placeholder };
}

/** "A string or null" is an optional string. */
function withoutNull(schema: Record<string, unknown>): Schema {
  const { anyOf, oneOf, type } = schema as Schema;
  const [only, ...others] = [anyOf ?? oneOf ?? []].flat().filter((each) => isObject(each) && each['type'] !== 'null');
  if (only && others.length === 0) return { ...schema, ...(only as Schema), anyOf: undefined, oneOf: undefined };
  const [kind, ...kinds] = Array.isArray(type) ? type.filter((each) => each !== 'null') : [];
  return kind !== undefined && kinds.length === 0 ? { ...schema, type: kind } : schema;
}

function optionOf(value: unknown): Option {
  return { value, text: typeof value === 'string' ? value : writeJson(value) };
}

function exampleOf({ examples }: Schema): string {
  const [example] = Array.isArray(examples) ? (examples as unknown[]) : [];
  if (example === undefined) return '';
  return t('triggers.example', { value: typeof example === 'string' ? example : writeJson(example) });
}

function wordsOf(name: string): string {
  const words = name
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function textOr(value: unknown, fallback: string): string {
  return typeof value === 'string' && value.trim() !== '' ? value : fallback;
}

function numberOr(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
