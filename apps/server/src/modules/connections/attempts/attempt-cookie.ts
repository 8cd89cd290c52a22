import type { CookieOptions, Request } from 'express';
import type { Response } from 'express';
import { cookieName, isSecure } from '../../../platform/http/own-cookies.ts';

export interface AttemptCookie {
  attemptId: string;
  secret: string;
  expiresAt: Date;
}

/** How many attempts one browser keeps at a time. Node refuses requests with more than 16 KiB of headers. */
const MOST = 40;

/**
 * Binds an attempt to the browser that started it: a cookie of its own for each attempt, so that several can be open at
 * once. `Lax`, because the person comes back by a top-level navigation from another site. It stays until the attempt's
 * deadline, also when the attempt is over: a link that is loaded twice must not look like another browser's.
 */
export function setAttemptCookie(
  res: Response,
  publicUrl: string,
  { attemptId, secret, expiresAt }: AttemptCookie,
): void {
  for (const name of surplus(res.req, publicUrl)) res.clearCookie(name, flags(publicUrl));
  res.cookie(nameOf(attemptId, publicUrl), secret, { ...flags(publicUrl), expires: expiresAt });
}

/** The oldest, beyond what there is room for: attempt ids grow with time. */
function surplus(req: Request, publicUrl: string): string[] {
  const names = pairsOf(req).map((pair) => pair.split('=')[0] ?? '');
  return names
    .filter((name) => name.startsWith(nameOf('', publicUrl)))
    .toSorted()
    .slice(0, -MOST + 1);
}

/** The cookie's value, if the browser has it. */
export function readAttemptCookie(req: Request, publicUrl: string, attemptId: string): string | undefined {
  const prefix = `${nameOf(attemptId, publicUrl)}=`;
  return pairsOf(req)
    .find((pair) => pair.startsWith(prefix))
    ?.slice(prefix.length);
}

/** The ids of the attempts that this browser has cookies of, whatever is in them. */
export function attemptIdsIn(req: Request, publicUrl: string): string[] {
  const prefix = nameOf('', publicUrl);
  const names = pairsOf(req).map((pair) => pair.split('=')[0] ?? '');
  const ids = names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  return [...new Set(ids)].slice(0, MOST);
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
