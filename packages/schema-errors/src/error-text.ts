/** A keyword of a schema that a value violates. */
export interface Violation {
  keyword: string;
  /** The keyword's value in the schema: the 15 of `minimum: 15`. */
  limit: unknown;
  /** The validator's own sentence, in English. */
  fallback: string;
}

/** What to tell the person who filled in the field. */
export type Words = (violation: Violation) => string;

/** Not a keyword of JSON Schema: a number with more digits than can be compared. */
export const TOO_LONG = 'tooLong';

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'a group of fields',
};

const FORMATS: Record<string, string> = {
  email: 'an email address',
  uri: 'a URL, such as https://example.com',
  'date-time': 'a date and time, such as 2026-11-22T10:30:00Z',
  date: 'a date, such as 2026-11-22',
  time: 'a time, such as 10:30:00Z',
  uuid: 'a UUID',
};

/** What a JSON Schema keyword requires, in words for the person who fills in the field. */
const TEXTS: Record<string, (limit: unknown) => string> = {
  required: () => 'Required.',
  type: (limit) => `Must be ${[limit].flat().map(kindOf).join(' or ')}.`,
  enum: (limit) => `Choose one of: ${[limit].flat().map(String).join(', ')}.`,
  const: (limit) => `Must be ${String(limit)}.`,
  minimum: (limit) => `At least ${String(limit)}.`,
  maximum: (limit) => `At most ${String(limit)}.`,
  exclusiveMinimum: (limit) => `More than ${String(limit)}.`,
  exclusiveMaximum: (limit) => `Less than ${String(limit)}.`,
  multipleOf: (limit) => `A multiple of ${String(limit)}.`,
  minLength: (limit) => `At least ${counted(limit, 'character')}.`,
  maxLength: (limit) => `At most ${counted(limit, 'character')}.`,
  minItems: (limit) => `At least ${counted(limit, 'entry', 'entries')}.`,
  maxItems: (limit) => `At most ${counted(limit, 'entry', 'entries')}.`,
  format: (limit) => `Must be ${FORMATS[String(limit)] ?? String(limit)}.`,
  false: () => 'Unknown field.',
  [TOO_LONG]: (limit) => `This number is too long to be checked here. Send it with at most ${String(limit)} digits.`,
};

/** Falls back to the validator's own sentence for rare keywords. */
export function errorText({ keyword, limit, fallback }: Violation): string {
  return TEXTS[keyword]?.(limit) ?? fallback;
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
