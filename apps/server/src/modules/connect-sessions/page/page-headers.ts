import type { Response } from 'express';

/**
 * Of pages for end users. Their windows keep the opener that they hand the result to, so they are the only ones without
 * `same-origin-allow-popups`. `frameAncestors`: exact origins; none: in no frame.
 */
export function setPageHeaders(res: Response, frameAncestors: string[] = []): void {
  res.removeHeader('X-Frame-Options');
  res.set({
    'Content-Security-Policy': policy(frameAncestors),
    'Cross-Origin-Opener-Policy': 'unsafe-none',
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
  });
}

function policy(frameAncestors: string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${frameAncestors.length > 0 ? frameAncestors.join(' ') : "'none'"}`,
    "require-trusted-types-for 'script'",
    'trusted-types vue',
  ].join(';');
}
