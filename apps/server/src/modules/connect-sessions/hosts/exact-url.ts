import { isLoopbackUrl } from '../../../platform/http/loopback.ts';

/** The parameters that are added to a host's return URL. */
const RETURN_PARAMETERS = ['patchbay_session', 'patchbay_code'] as const;

interface Allowed {
  /** Whether addresses of this machine are allowed: see loopback-allowed.ts. */
  loopback: boolean;
}

/**
 * An address that can only be read in one way: its own spelling, without a user, a fragment or our parameters; https, or with
 * `loopback` a person's own machine. Undefined for any other.
 */
export function exactUrl(text: string, { loopback }: Allowed): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.href !== text && url.href !== `${text}/`)) return undefined;
  if (url.username || url.password || url.hash || text.includes('#')) return undefined;
  if (RETURN_PARAMETERS.some((name) => url.searchParams.has(name))) return undefined;
  return isAllowed(url, loopback) ? url : undefined;
}

/** An origin exactly as browsers send it (RFC 6454, section 6.2). */
export function exactOrigin(text: string, allowed: Allowed): string | undefined {
  const url = exactUrl(text, allowed);
  return url?.origin === text ? text : undefined;
}

/** Scheme, host, port and path: what an address is allowed by. */
export function allowedPart({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

function isAllowed({ protocol, href }: URL, loopback: boolean): boolean {
  if (isLoopbackUrl(href)) return loopback && (protocol === 'http:' || protocol === 'https:');
  return protocol === 'https:';
}
