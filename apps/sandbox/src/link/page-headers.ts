/**
 * Headers of every page. Browsers also apply `form-action` to the redirect after a form (Chromium), so the origins it
 * may lead to must be allowed in addition to our own.
 */
export function pageHeaders(...leadsTo: (string | null)[]): Record<string, string> {
  const origins = leadsTo.flatMap((url) => (url === null ? [] : [new URL(url).origin]));
  const targets = [...new Set(["'self'", ...origins])].join(' ');
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
