import { isLoopbackUrl } from '../../../platform/http/loopback.ts';

/** The parameters that are added to a host's return URL. */
const RETURN_PARAMETERS = ['patchbay_session', 'patchbay_code'] as const;

/**
 * An address that can only be read in one way: its own spelling, without a user, a fragment or our parameters; https, or this
 * machine where the installation itself is on it. Undefined for any other.
 */
export function exactUrl(text: string, publicUrl: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.href !== text && url.href !== `${text}/`)) return undefined;
  if (url.username || url.password || url.hash || text.includes('#')) return undefined;
  if (RETURN_PARAMETERS.some((name) => url.searchParams.has(name))) return undefined;
  return isAllowed(url, publicUrl) ? url : undefined;
}

/** An origin exactly as browsers send it (RFC 6454, section 6.2). */
export function exactOrigin(text: string, publicUrl: string): string | undefined {
  const url = exactUrl(text, publicUrl);
  return url?.origin === text ? text : undefined;
}

/** Scheme, host, port and path: what an address is allowed by. */
export function allowedPart({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

function isAllowed({ protocol, href }: URL, publicUrl: string): boolean {
  if (isLoopbackUrl(href)) return isLoopbackUrl(publicUrl) && (protocol === 'http:' || protocol === 'https:');
  return protocol === 'https:';
}
