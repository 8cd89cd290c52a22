import { type IncomingMessage, request as requestHttp, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { checkedLookup, isPrivateLiteral, PrivateAddress } from './checked-lookup.ts';
import type { HostNames } from './host-names.ts';
import { UnwantedAnswer } from './unwanted-answer.ts';

export interface CheckedRequest extends Pick<RequestOptions, 'method' | 'headers'> {
  names: HostNames;
  signal: AbortSignal;
  /** Milliseconds after which a name counts as unknown. */
  timeoutMs: number;
  /** An origin that may be in a private network; every other one must be public. */
  trustedOrigin: string;
  content?: Uint8Array;
}

/**
 * One request to an untrusted URL, at the address that was checked; redirects are left to the caller, as is the body of the
 * response. Throws `UnwantedAnswer`, `PrivateAddress`, or a network error.
 */
export async function checkedRequest(target: URL, options: CheckedRequest): Promise<IncomingMessage> {
  const { names, signal, timeoutMs, trustedOrigin, method, headers, content } = options;
  const { protocol, origin, username, password } = target;
  if (!/^https?:$/.test(protocol) || username || password) throw new UnwantedAnswer('a URL that is not called');
  const allowPrivate = origin === trustedOrigin;
  if (!allowPrivate && isPrivateLiteral(target)) throw new PrivateAddress(target.hostname);
  const request = protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(target, {
      method,
      headers,
      // A new connection each time: a reused one was checked earlier.
      agent: false,
      signal,
      lookup: checkedLookup(names, { signal, withinMs: timeoutMs, allowPrivate }),
    });
    sent.on('response', resolve);
    sent.on('upgrade', (_answer, socket) => socket.destroy());
    sent.on('error', reject);
    sent.on('close', () => reject(new UnwantedAnswer('closed without an answer')));
    sent.end(content);
  });
}
