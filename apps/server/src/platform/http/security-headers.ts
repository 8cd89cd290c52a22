import type { RequestHandler } from 'express';
import helmet from 'helmet';

export interface PageSecurity {
  /** Whether pages are served over https. */
  secure: boolean;
  /** Hashes of the inline styles that the built web app contains: `sha256-…`. */
  styleHashes: string[];
}

/** Everything is forbidden but what the web app needs from our own origin. */
export function securityHeaders({ secure, styleHashes }: PageSecurity): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", ...styleHashes.map((hash) => `'${hash}'`)],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // The consent window must be able to go to the provider and come back without losing its name.
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
}
