import type { RequestHandler } from 'express';

interface Address {
  publicUrl: string;
  publicUrlIsDefault: boolean;
}

/**
 * Redirects browsers that opened this machine by another of its names (127.0.0.1) to the one that links, cookies and
 * returns are made for. Only where that name is our own default: behind a proxy, Host need not be what the visitor typed.
 */
export function redirectToCanonicalHost({ publicUrl, publicUrlIsDefault }: Address): RequestHandler {
  const { host } = new URL(publicUrl);
  return (req, res, next) => {
    const misses = publicUrlIsDefault && req.headers.host !== host && req.accepts('html') && req.method === 'GET';
    if (misses && isPage(req.path)) res.redirect(307, `${publicUrl}${req.originalUrl}`);
    else next();
  };
}

/** Not a file, and not a path that a browser would take for another host (`//evil`). */
function isPage(path: string): boolean {
  return /^\/(?![/\\])[^.\\]*$/.test(path);
}
