import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { ORIGIN } from './addresses.ts';

const isSecure = ORIGIN.startsWith('https:');
/** `__Host-` keeps other hosts of the same site from setting it. It needs https, which this machine has not. */
const nameOf = (name: string) => (isSecure ? `__Host-${name}` : name);
const flags = { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/' } as const;

export function readCookie(req: Request, name: string): string | undefined {
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([each]) => each === nameOf(name))?.[1];
}

export function setCookie(res: Response, name: string, value: string): void {
  res.cookie(nameOf(name), value, flags);
}

export function clearCookie(res: Response, name: string): void {
  res.clearCookie(nameOf(name), flags);
}

/**
 * A random value that this browser keeps: a session of Patchbay's can then only be finished in the browser that started it, even
 * when someone else's sign-in was slipped in meanwhile.
 */
export function browserVerifier(req: Request, res: Response): string {
  const kept = readCookie(req, 'verifier');
  if (kept !== undefined) return kept;
  const made = randomBytes(32).toString('base64url');
  setCookie(res, 'verifier', made);
  return made;
}

/** What Patchbay is told of it when a session is created (RFC 7636, S256). */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
