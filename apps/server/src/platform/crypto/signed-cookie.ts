import { createHmac, timingSafeEqual } from 'node:crypto';

/** The signed value of a cookie, as better-auth makes it; the caller that sets it percent-encodes it. */
export function signCookie(value: string, secret: string): string {
  return `${value}.${createHmac('sha256', secret).update(value).digest('base64')}`;
}

/**
 * The value of a cookie that better-auth signed: `<value>.<HMAC-SHA256 of the value, base64>`, percent-encoded (better-call,
 * "Signed cookies"). Undefined if it is missing, malformed or signed with another secret. If several cookies have
 * the name, the first one counts, as it does in better-auth.
 */
export function readSignedCookie(header: string | undefined, name: string, secret: string): string | undefined {
  const signed = decoded(cookieOf(header ?? '', name));
  const end = signed.lastIndexOf('.');
  if (end < 1) return undefined;
  const value = signed.slice(0, end);
  const given = Buffer.from(signed.slice(end + 1), 'base64');
  const expected = createHmac('sha256', secret).update(value).digest();
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : undefined;
}

function cookieOf(header: string, name: string): string {
  const pairs = header.split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
}

/** We never set a cookie with an invalid `%` escape. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** The header with another value for the cookie of this name. */
export function withCookie(header: string, name: string, value: string): string {
  const pairs = header.split(';').map((pair) => pair.trim());
  return pairs.map((pair) => (pair.startsWith(`${name}=`) ? `${name}=${value}` : pair)).join('; ');
}
