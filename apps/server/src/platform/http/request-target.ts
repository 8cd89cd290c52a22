import type { RequestListener } from 'node:http';
import { answerBare } from './client-error.ts';

/** `Host` (RFC 9112, section 3.2; RFC 3986, section 3.2.2): a name or an address, and perhaps a port. */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]+)(?::\d{0,5})?$/i;

/**
 * Rejects an invalid request target (RFC 9112, section 3.2), which would make Express and other libraries throw. Accepts the absolute
 * form too, as servers must, whatever host it names. Removes a proxy's headers about scheme and host: our own URLs come from
 * PUBLIC_URL, and libraries would trust these headers.
 */
export function withRequestTarget(handle: RequestListener): RequestListener {
  return (req, res) => {
    const path = pathOf(req.url ?? '');
    // HTTP/1.0 health checks send no Host header.
    const host = req.headers.host ?? (req.httpVersion === '1.0' ? 'localhost' : '');
    if (path === undefined || !isHost(host)) return answerBare(res, 'REQUEST_MALFORMED');
    req.url = path;
    req.headers.host = host;
    delete req.headers['x-forwarded-proto'];
    delete req.headers['x-forwarded-host'];
    handle(req, res);
  };
}

function isHost(host: string): boolean {
  return HOST.test(host) && URL.canParse(`http://${host}/`);
}

/** Path and query; undefined if there is no path or the host is invalid. */
function pathOf(target: string): string | undefined {
  if (target.startsWith('/')) return target;
  const absolute = /^https?:\/\/([^/?#\\]*)([/?].*)?$/is.exec(target);
  if (!absolute || !isHost(absolute[1] ?? '')) return undefined;
  const rest = absolute[2] ?? '/';
  return rest.startsWith('/') ? rest : `/${rest}`;
}
