import { isExactNumber } from '../http/exact-numbers.ts';

const secretName = /(api_?key|token|secret|password|session_uri|authorization|credential|^field_|^val$)/i;

const redacted = '[redacted]';

/** A copy in which secret-looking names have no values, at any depth. */
export function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || value === null || isExactNumber(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, secretName.test(name) ? redacted : redact(inner)]),
  );
}

/** A link's token opens a person's consent page, so it is redacted too. */
export function redactPath(path: string): string {
  return path.replace(/^(\/link\/)[^/]+/, `$1${redacted}`);
}
