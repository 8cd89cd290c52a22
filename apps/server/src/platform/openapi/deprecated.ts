import type { Request, RequestHandler } from 'express';

/** Since when the API without a version is deprecated (RFC 9745), and from when it may be gone (RFC 8594). */
const DEPRECATED_AT = Date.UTC(2026, 11, 1);
const SUNSET_AT = Date.UTC(2027, 5, 30);

const DEPRECATION = `@${DEPRECATED_AT / 1000}`;
const SUNSET = new Date(SUNSET_AT).toUTCString();

/** Says in headers that this answer has a successor, and until when it stays; nothing else about it changes. */
export function deprecated(successorOf: (req: Request) => string): RequestHandler {
  return (req, res, next) => {
    res.setHeader('Deprecation', DEPRECATION);
    res.setHeader('Sunset', SUNSET);
    res.setHeader('Link', `<${successorOf(req)}>; rel="successor-version"`);
    next();
  };
}
