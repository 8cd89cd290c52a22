import type { RequestListener } from 'node:http';
import { answerBare } from './client-error.ts';

/** `Host` (RFC 9112, section 3.2; RFC 3986, section 3.2.2): a name or an address, and perhaps a port. */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]+)(?::\d{0,5})?$/i;

/**
 * Refuses a request whose address is none (RFC 9112, section 3.2), since the libraries behind this, Express first, parse it and
 * fail. Takes the absolute form too, which servers have to accept, whatever host it names. What a proxy says about scheme
 * and host is dropped: our own addresses come from PUBLIC_URL, and libraries would believe it.
 */
export function withRequestTarget(handle: RequestListener): RequestListener {
  return (req, res) => {
    const path = pathOf(req.url ?? '');
    // Health checks by HTTP/1.0 name no host.
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

/** Path and query; undefined where there is no path, or a host that is none. */
function pathOf(target: string): string | undefined {
  if (target.startsWith('/')) return target;
  const absolute = /^https?:\/\/([^/?#\\]*)([/?].*)?$/is.exec(target);
  if (!absolute || !isHost(absolute[1] ?? '')) return undefined;
  const rest = absolute[2] ?? '/';
  return rest.startsWith('/') ? rest : `/${rest}`;
}
