import type { CookieOptions, Request, Response } from 'express';
import { cookieName, isSecure } from '../../../platform/http/own-cookies.ts';

/** Cookies of a kind per browser, so that hundreds of openings leave room for everything else in a request's headers. */
const MAX = { session: 8, flow: 16 };
const PREFIX = { session: 'patchbay-connect-', flow: 'patchbay-flow-' };

type Kind = keyof typeof MAX;

interface Cookie {
  id: string;
  value: string;
  expiresAt: Date;
}

/**
 * Binds a session or a window's flow to a browser. `Lax`, because the person comes back from the provider by a top-level
 * navigation from another site. Of too many of a kind the browser's oldest go: it sends the earliest set ones first (RFC 6265,
 * section 5.4).
 */
export function setConnectCookie(
  res: Response,
  { publicUrl, kind }: { publicUrl: string; kind: Kind },
  { id, value, expiresAt }: Cookie,
): void {
  const flags: CookieOptions = { httpOnly: true, sameSite: 'lax', secure: isSecure(publicUrl), path: '/' };
  const name = nameOf(publicUrl, kind, id);
  const others = pairsOf(res.req).flatMap(([each]) => (isOf(publicUrl, kind, each) && each !== name ? [each] : []));
  const surplus = Math.max(0, others.length - MAX[kind] + 1);
  for (const each of others.slice(0, surplus)) res.clearCookie(each, flags);
  res.cookie(name, value, { ...flags, expires: expiresAt });
}

export function readConnectCookie(
  req: Request,
  { publicUrl, kind }: { publicUrl: string; kind: Kind },
  id: string,
): string | undefined {
  const name = nameOf(publicUrl, kind, id);
  return pairsOf(req).find(([each]) => each === name)?.[1];
}

/** The values of all cookies of this kind, by what they are for. Nothing of it is checked. */
export function connectSecretsIn(
  req: Request,
  { publicUrl, kind }: { publicUrl: string; kind: Kind },
): Map<string, string> {
  const own = pairsOf(req).filter(([name]) => isOf(publicUrl, kind, name));
  return new Map(
    own.slice(0, MAX[kind]).map(([name, value]) => [name.slice(nameOf(publicUrl, kind, '').length), value]),
  );
}

function isOf(publicUrl: string, kind: Kind, name: string): boolean {
  return name.startsWith(cookieName(publicUrl, PREFIX[kind]));
}

function nameOf(publicUrl: string, kind: Kind, id: string): string {
  return cookieName(publicUrl, `${PREFIX[kind]}${id}`);
}

function pairsOf(req: Request): [name: string, value: string][] {
  return (req.headers.cookie ?? '').split(';').map((pair) => {
    const [name = '', value = ''] = pair.trim().split(/=(.*)/s);
    return [name, value];
  });
}
