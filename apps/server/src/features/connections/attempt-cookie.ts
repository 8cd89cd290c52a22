import type { CookieOptions, Request } from 'express';
import type { Response } from 'express';

export interface AttemptCookie {
  attemptId: string;
  secret: string;
  expiresAt: Date;
}

/**
 * Binds an attempt to the browser that started it: a cookie of its own for each attempt, so that several can be open at
 * once. `Lax`, because the person comes back by a top-level navigation from another site.
 */
export function setAttemptCookie(
  res: Response,
  publicUrl: string,
  { attemptId, secret, expiresAt }: AttemptCookie,
): void {
  res.cookie(nameOf(attemptId, publicUrl), secret, { ...flags(publicUrl), expires: expiresAt });
}

export function clearAttemptCookie(res: Response, publicUrl: string, attemptId: string): void {
  res.clearCookie(nameOf(attemptId, publicUrl), flags(publicUrl));
}

/** The cookie's value, if the browser has it. */
export function readAttemptCookie(req: Request, publicUrl: string, attemptId: string): string | undefined {
  const prefix = `${nameOf(attemptId, publicUrl)}=`;
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length);
}

/** `__Host-` ties it to this host, to https, and to the path `/` (RFC 6265bis, section 4.1.3.2). */
function nameOf(attemptId: string, publicUrl: string): string {
  return `${publicUrl.startsWith('https:') ? '__Host-' : ''}patchbay-attempt-${attemptId}`;
}

function flags(publicUrl: string): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:'), path: '/' };
}
