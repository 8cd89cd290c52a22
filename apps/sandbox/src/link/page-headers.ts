/**
 * Headers of every page. Browsers apply `form-action` to the redirect that answers a form as well (Chromium), so the
 * caller's origin has to be allowed besides our own.
 */
export function pageHeaders(callbackUrl: string | null): Record<string, string> {
  const targets = callbackUrl === null ? "'self'" : `'self' ${new URL(callbackUrl).origin}`;
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "style-src 'self'",
      "img-src 'self' data:",
      `form-action ${targets}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  };
}
