import { exactNumber, parseJson, writeJson } from '@patchbay/exact-json';
import type { Field } from './schema-fields.ts';

/** As in the server's input. */
export type TriggerConfig = Record<string, unknown>;

/** The values of the controls: text as typed, an option's index in its list, groups as objects of these. */
export type FormValue = string | boolean | undefined | FormValues;

export interface FormValues {
  [name: string]: FormValue;
}

/** The initial values: the schema's defaults, or the current configuration. Pure. */
export function initialValues(fields: Field[], config: TriggerConfig = {}): FormValues {
  return Object.fromEntries(fields.map((field) => [field.name, shown(field, config[field.name] ?? field.initial)]));
}

function shown(field: Field, value: unknown): FormValue {
  if (field.kind === 'group') return initialValues(field.fields, (value ?? {}) as TriggerConfig);
  if (field.kind === 'switch') return typeof value === 'boolean' ? value : undefined;
  if (value === undefined || value === null) return '';
  if (field.kind === 'choice') return positionOf(field.options, value);
  if (field.kind === 'list') return [value].flat().map(String).join('\n');
  if (field.kind === 'json') return writeJson(value, 2);
  return typeof value === 'string' ? value : writeJson(value);
}

function positionOf(options: { value: unknown }[], value: unknown): string {
  const place = options.findIndex((option) => writeJson(option.value) === writeJson(value));
  return place < 0 ? '' : String(place);
}

/** The configuration from the controls. Empty ones are left out. Pure. */
export function configOf(fields: Field[], values: FormValues): TriggerConfig {
  const entries = fields.map((field) => [field.name, meant(field, values[field.name])] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function meant(field: Field, value: FormValue): unknown {
  if (field.kind === 'group') return groupOf(field, (value ?? {}) as FormValues);
  if (field.kind === 'switch') return value ?? (field.required ? false : undefined);
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '') return undefined;
  return READERS[field.kind](text, field);
}

type Written = Exclude<Field['kind'], 'group' | 'switch'>;

const READERS: Record<Written, (text: string, field: Field) => unknown> = {
  text: (text) => text,
  number: typedNumber,
  choice: (text, field) => (field.kind === 'choice' ? field.options[Number(text)]?.value : undefined),
  list: (text) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  json: parsed,
};

/** An optional group in which nothing is filled in is left out as a whole. */
function groupOf({ fields, required }: Field & { kind: 'group' }, values: FormValues): TriggerConfig | undefined {
  const config = configOf(fields, values);
  return required || Object.keys(config).length > 0 ? config : undefined;
}

/** A number exactly as typed, digit by digit; `+5`, `.5` and `05` are accepted. Anything else stays text. */
function typedNumber(text: string): unknown {
  const written = text
    .replace(/^\+/, '')
    .replace(/^(-?)0+(?=\d)/, '$1')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.(?!\d)/, '');
  try {
    return exactNumber(written);
  } catch {
    return text;
  }
}

/** Invalid JSON stays text, for the schema to refuse. */
function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

/** A field's error; for a list, also an error of one of its items. Pure. */
export function errorAt(errors: Record<string, string>, { path, kind }: Field): string | undefined {
  if (errors[path] !== undefined) return errors[path];
  if (kind === 'group') return undefined;
  return Object.entries(errors).find(([field]) => field.startsWith(`${path}.`))?.[1];
}

/** Errors that belong to no visible field. */
export function otherErrors(errors: Record<string, string>, fields: Field[]): string[] {
  const shownAt = (field: string, among: Field[]): boolean =>
    among.some(({ path, ...rest }) =>
      rest.kind === 'group'
        ? field === path || shownAt(field, rest.fields)
        : field === path || field.startsWith(`${path}.`),
    );
  return Object.entries(errors)
    .filter(([field]) => !shownAt(field, fields))
    .map(([field, text]) => (field ? `${field}: ${text}` : text));
}
