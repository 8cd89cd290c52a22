import { type Schema, Validator } from '@cfworker/json-schema';
import { deliberateDifferences } from './deliberate-differences.ts';
import { operationSchemas, type OperationSchemas } from './operation-schemas.ts';

/** A response to a request below `/api/v3` or `/api/v3.1`. */
export interface SeenAnswer {
  method: string;
  /** Without the query. */
  path: string;
  status: number;
  body: unknown;
}

/** Differences between a response and the vendor's client declarations, one line each, except for deliberate ones. */
export type CheckAnswer = (answer: SeenAnswer) => string[];

const operations = await operationSchemas();
export const checkAnswer: CheckAnswer = (answer) => {
  const found = differencesOf(answer);
  return found.filter((line) => !deliberateDifferences.some(({ difference }) => line.startsWith(difference)));
};

/** The operation of a request; undefined for an address that the client does not know. */
export function operationOf(method: string, path: string): OperationSchemas | undefined {
  const below = path.replace(/^\/api\/v3(\.1)?(?=\/)/, '').replace(/\/$/, '');
  const candidates = operations.filter((each) => each.method === method && isAddress(each.path, below));
  // `/toolkits/categories` is also of the form `/toolkits/{slug}`.
  return candidates.toSorted((one, other) => placeholders(one) - placeholders(other))[0];
}

function differencesOf({ method, path, status, body }: SeenAnswer): string[] {
  const operation = operationOf(method, path);
  const name = `${method} ${operation?.path ?? path.replace(/^\/api\/v3(\.1)?/, '')}`;
  if (status >= 400) return isRefusal(status, body) ? [] : [`${name} ${status}: not the envelope of an error`];
  if (!operation) return [`${name}: the client knows no such call`];
  if (operation.byStatus === null) return [];
  const schema = operation.byStatus[status];
  if (!schema) return [`${name}: answers ${Object.keys(operation.byStatus).join(' or ')}, and not ${status}`];
  return validate(schema, body).map((problem) => `${name}: ${problem}`);
}

function validate(schema: Schema, body: unknown): string[] {
  // Interpreted, because compiling the schemas of an account takes seconds. Serialized first, because JSON drops
  // `undefined`.
  const { valid, errors } = new Validator(schema, '7', false).validate(JSON.parse(JSON.stringify(body)));
  // The last errors are the innermost ones; earlier ones repeat them for the surrounding values.
  return valid
    ? []
    : errors.slice(-1).map(({ instanceLocation, error }) => `${placeIn(instanceLocation)} ${error}`.trim());
}

/** `#/items/3/id` is `items[].id`. */
function placeIn(pointer: string): string {
  const [, ...names] = pointer.split('/');
  return names
    .map((name) => (/^\d+$/.test(name) ? '[]' : `.${name}`))
    .join('')
    .replace(/^\./, '');
}

/** The types do not cover errors; this is the documented envelope, and the plain one of 429. */
function isRefusal(status: number, body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  if (status === 429) return 'message' in body;
  const error: unknown = 'error' in body ? body.error : undefined;
  if (typeof error !== 'object' || error === null) return false;
  return ['message', 'code', 'slug', 'status', 'request_id'].every((field) => field in error);
}

function isAddress(template: string, path: string): boolean {
  const pattern = template.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(path);
}

function placeholders({ path }: OperationSchemas): number {
  return path.split('{').length;
}
