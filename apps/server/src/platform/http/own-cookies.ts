import type { RequestHandler } from 'express';

/** A cookie's name is a token (RFC 6265, section 4.1.1, and RFC 9110, section 5.6.2). */
const NAME = /^[!#$%&'*+\-.^`|~\w]+$/;

/** Only HTTP's own whitespace: browsers treat other Unicode whitespace as part of the name. */
const AROUND = /^[ \t]+|[ \t]+$/g;

type Pair = [name: string, value: string];

/**
 * The cookies of a request as browsers mean them, in a form that every parser behind us reads the same way. Of several
 * with one name the first counts; but of those with `__Host-` a browser has only one, so several are an attack and none
 * counts. A name that only looks like ours, as `\u00a0__Host-…` does for a parser that trims more than HTTP, is dropped.
 */
export function ownCookies(header: string): string {
  const named = Map.groupBy(pairsOf(header), ([name]) => name);
  return [...named.values()]
    .filter(([first, ...more]) => more.length === 0 || !first?.[0].toLowerCase().startsWith('__host-'))
    .flatMap(([first]) => (first ? [first.join('=')] : []))
    .join('; ');
}

function pairsOf(header: string): Pair[] {
  return header.split(';').flatMap((text): Pair[] => {
    const [name = '', value] = text.replaceAll(AROUND, '').split(/=(.*)/s);
    return value !== undefined && NAME.test(name) ? [[name, value]] : [];
  });
}

/** Before everything that reads a cookie. */
export const readOwnCookies: RequestHandler = (req, _res, next) => {
  if (req.headers.cookie !== undefined) req.headers.cookie = ownCookies(req.headers.cookie);
  next();
};

/** A cookie's name in this installation: on https, tied to this host and the path `/` (RFC 6265bis, section 4.1.3.2). */
export function cookieName(publicUrl: string, name: string): string {
  return isSecure(publicUrl) ? `__Host-${name}` : name;
}

/** Whether cookies are for https alone. */
export function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}
