import type { OutputUnit } from '@cfworker/json-schema';

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'a group of fields',
};

const FORMATS: Record<string, string> = {
  email: 'an e-mail address',
  uri: 'a web address, such as https://example.com',
  'date-time': 'a date and time, such as 2026-11-22T10:30:00Z',
  date: 'a date, such as 2026-11-22',
  time: 'a time, such as 10:30:00Z',
  uuid: 'a UUID',
};

/** What a JSON Schema keyword requires, in words for the person who fills in the field. */
const TEXTS: Record<string, (limit: unknown) => string> = {
  required: () => 'This is needed.',
  type: (limit) => `This has to be ${[limit].flat().map(kindOf).join(' or ')}.`,
  enum: (limit) => `Choose one of: ${[limit].flat().map(String).join(', ')}.`,
  const: (limit) => `This has to be ${String(limit)}.`,
  minimum: (limit) => `At least ${String(limit)}.`,
  maximum: (limit) => `At most ${String(limit)}.`,
  exclusiveMinimum: (limit) => `More than ${String(limit)}.`,
  exclusiveMaximum: (limit) => `Less than ${String(limit)}.`,
  multipleOf: (limit) => `A multiple of ${String(limit)}.`,
  minLength: (limit) => `At least ${counted(limit, 'character')}.`,
  maxLength: (limit) => `At most ${counted(limit, 'character')}.`,
  minItems: (limit) => `At least ${counted(limit, 'entry', 'entries')}.`,
  maxItems: (limit) => `At most ${counted(limit, 'entry', 'entries')}.`,
  format: (limit) => `This has to be ${FORMATS[String(limit)] ?? String(limit)}.`,
  false: () => 'No such field is known.',
};

/** Falls back to the validator's own sentence for rare keywords. */
export function errorText(schema: unknown, { keyword, keywordLocation, error }: OutputUnit): string {
  return TEXTS[keyword]?.(limitAt(schema, keywordLocation)) ?? error;
}

/** The schema's value of a violated keyword: the 15 of `minimum: 15`. */
export function limitAt(schema: unknown, location: string): unknown {
  return pathOf(location).reduce<unknown>(
    (place, name) =>
      typeof place === 'object' && place !== null ? (place as Record<string, unknown>)[name] : undefined,
    schema,
  );
}

/** The segments of a JSON Pointer in a URI fragment (RFC 6901, sections 3 and 6). */
export function pathOf(location: string): string[] {
  const steps = location.replace(/^#\/?/, '').split('/').filter(Boolean);
  return steps.map((step) => decodeURI(step).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function kindOf(type: unknown): string {
  return KINDS[String(type)] ?? String(type);
}

function counted(limit: unknown, one: string, many = `${one}s`): string {
  return `${String(limit)} ${limit === 1 ? one : many}`;
}
