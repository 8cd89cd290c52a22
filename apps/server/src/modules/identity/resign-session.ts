import type { Request, RequestHandler } from 'express';
import { readSignedCookie, signCookie, withCookie } from '../../platform/crypto/signed-cookie.ts';
import { type Auth, SESSION_SECONDS } from './auth.ts';

export interface ResignSessionDeps {
  auth: Auth;
  /** Previous signing secrets, still accepted. */
  previousSecrets: readonly string[];
}

/**
 * Re-signs session cookies of a previous secret with the current one, for the handlers behind it and for the browser:
 * better-auth accepts a single cookie secret, so changing it used to sign everyone out. The session's row still
 * decides what it may do.
 */
export function resignSession({ auth, previousSecrets }: ResignSessionDeps): RequestHandler {
  if (previousSecrets.length === 0) return (_req, _res, next) => next();
  return async (req, res, next) => {
    const { authCookies, secret } = await auth.$context;
    const { name, attributes } = authCookies.sessionToken;
    const token = tokenUnderPrevious(req, { name, secret, previousSecrets });
    if (token !== undefined) {
      const value = signCookie(token, secret);
      req.headers.cookie = withCookie(req.headers.cookie ?? '', name, encodeURIComponent(value));
      const { secure = false } = attributes;
      res.cookie(name, value, { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: SESSION_SECONDS * 1000 });
    }
    next();
  };
}

interface Signing {
  name: string;
  secret: string;
  previousSecrets: readonly string[];
}

function tokenUnderPrevious({ headers }: Request, { name, secret, previousSecrets }: Signing): string | undefined {
  const read = (signedWith: string) => readSignedCookie(headers.cookie, name, signedWith);
  if (headers.cookie === undefined || read(secret) !== undefined) return undefined;
  return previousSecrets.map(read).find((token) => token !== undefined);
}
