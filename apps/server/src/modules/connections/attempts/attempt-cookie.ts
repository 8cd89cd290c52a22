import type { CookieOptions, Request } from 'express';
import type { Response } from 'express';
import { cookieName, isSecure } from '../../../platform/http/own-cookies.ts';

export interface AttemptCookie {
  attemptId: string;
  secret: string;
  expiresAt: Date;
}

/** Attempt cookies per browser. Node refuses requests with more than 16 KiB of headers. */
const MAX = 40;

/**
 * Binds an attempt to the browser that started it: one cookie per attempt, so that several can be open at once.
 * `Lax`, because the person returns by a top-level navigation from another site. The cookie stays until the attempt's
 * deadline, even after the attempt ended, so that a return address that is loaded twice still counts as the same
 * browser's.
 */
export function setAttemptCookie(
  res: Response,
  publicUrl: string,
  { attemptId, secret, expiresAt }: AttemptCookie,
): void {
  for (const name of surplus(res.req, publicUrl)) res.clearCookie(name, flags(publicUrl));
  res.cookie(nameOf(attemptId, publicUrl), secret, { ...flags(publicUrl), expires: expiresAt });
}

/** The oldest attempts beyond the limit. Attempt ids increase over time. */
function surplus(req: Request, publicUrl: string): string[] {
  const names = pairsOf(req).map((pair) => pair.split('=')[0] ?? '');
  return names
    .filter((name) => name.startsWith(nameOf('', publicUrl)))
    .toSorted()
    .slice(0, -MAX + 1);
}

/** The cookie's value; undefined when the browser has none. */
export function readAttemptCookie(req: Request, publicUrl: string, attemptId: string): string | undefined {
  const prefix = `${nameOf(attemptId, publicUrl)}=`;
  return pairsOf(req)
    .find((pair) => pair.startsWith(prefix))
    ?.slice(prefix.length);
}

/** The values of all attempt cookies of this browser, by the attempts' ids. Nothing of it is checked. */
export function attemptSecretsIn(req: Request, publicUrl: string): Map<string, string> {
  const prefix = nameOf('', publicUrl);
  const names = pairsOf(req).map((pair) => pair.split('=')[0] ?? '');
  const ids = names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  const some = [...new Set(ids)].slice(0, MAX);
  return new Map(some.map((id) => [id, readAttemptCookie(req, publicUrl, id) ?? '']));
}

function pairsOf(req: Request): string[] {
  return (req.headers.cookie ?? '').split(';').map((pair) => pair.trim());
}

function nameOf(attemptId: string, publicUrl: string): string {
  return cookieName(publicUrl, `patchbay-attempt-${attemptId}`);
}

function flags(publicUrl: string): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: isSecure(publicUrl), path: '/' };
}
