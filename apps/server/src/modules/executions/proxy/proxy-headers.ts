/** What belongs to one hop (RFC 9110, section 7.6.1), to the encoding of the body, or to the route of the request. */
const OF_ONE_HOP =
  /^(connection|keep-alive|te|trailer|transfer-encoding|upgrade|content-length|content-encoding|accept-encoding|expect|host|forwarded|via|max-forwards|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|cf-.*|proxy-.*|sec-.*|alt-svc|alt-used|http2-settings)$/;

/** What says who asks, or holds a secret: `Authorization`, `Cookie`, `X-Api-Key`, `Private-Token`, `X-Amz-Security-Token`. */
const OF_A_PERSON =
  /auth|cookie|token|secret|password|credential|session|signature|api-?key|app(lication)?-?key|access-?key|^key$|^sudo$|impersonate|on-behalf-of|select-(user|admin)|act-as/;

/** What makes an app read another method or another path than those that were allowed. */
const OF_ANOTHER_REQUEST = /method|original-(url|uri|path)|rewrite-(url|uri)|^x-(url|uri|path)$/;

/** Whether a caller may send a header to an app. The provider adds the credentials, and no caller may add others. */
export function mayBeSent(name: string): boolean {
  const lower = name.toLowerCase();
  return ![OF_ONE_HOP, OF_A_PERSON, OF_ANOTHER_REQUEST].some((kind) => kind.test(lower));
}

/** Whether a query parameter makes an app read another method than the one that was allowed. */
export function isMethodOverride(name: string): boolean {
  return /^(_method|\$?http-?method|x-http-method(-override)?|x-method-override)$/i.test(name);
}

/** Kinds of a body of JSON. */
export const JSON_TYPE = /^application\/(?:[a-z0-9.+-]+\+)?json(?:\s*;\s*charset=utf-8)?$/i;

const MAX_HEADERS = 100;
const MAX_CHARACTERS = 2_000;

/** The headers of an app’s answer that a caller gets, with names in lower case: no cookie, nothing of one hop, no secret. */
export function answeredHeaders(headers: Record<string, string>): Record<string, string> {
  const kept = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name, value]) => value.length <= MAX_CHARACTERS && /^[a-z0-9-]{1,64}$/.test(name) && mayBeSent(name));
  return Object.fromEntries(kept.slice(0, MAX_HEADERS));
}
