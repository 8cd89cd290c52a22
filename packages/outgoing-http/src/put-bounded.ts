import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { checkedLookup, isPrivateLiteral, PrivateAddress } from './checked-lookup.ts';
import type { HostNames } from './host-names.ts';
import { UnwantedAnswer } from './unwanted-answer.ts';

export interface BoundedPut {
  names: HostNames;
  /** Milliseconds for everything. */
  timeoutMs: number;
  /** An origin that may be in a private network; every other one must be public. */
  trustedOrigin: string;
  headers: Record<string, string>;
}

/**
 * PUTs bytes to a URL that another system names, such as a presigned one, at the address that was checked. Redirects are not
 * followed. Throws `UnwantedAnswer` for any status but 2xx, `PrivateAddress`, or a network error.
 */
export async function putBounded(url: string, content: Uint8Array, options: BoundedPut): Promise<void> {
  const target = new URL(url);
  const allowPrivate = target.origin === options.trustedOrigin;
  if (!/^https?:$/.test(target.protocol)) throw new UnwantedAnswer('a URL that nothing is put to');
  if (!allowPrivate && isPrivateLiteral(target)) throw new PrivateAddress(target.hostname);
  const { statusCode = 0 } = await answerOf(target, content, { ...options, allowPrivate });
  if (statusCode < 200 || statusCode > 299) throw new UnwantedAnswer(`status ${statusCode}`);
}

/** Without its body, which nothing reads. */
function answerOf(
  target: URL,
  content: Uint8Array,
  { names, timeoutMs, headers, allowPrivate }: BoundedPut & { allowPrivate: boolean },
): Promise<IncomingMessage> {
  const signal = AbortSignal.timeout(timeoutMs);
  const request = target.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(target, {
      method: 'PUT',
      headers: { ...headers, 'content-length': `${content.byteLength}` },
      // A new connection each time: a reused one was checked earlier.
      agent: false,
      signal,
      lookup: checkedLookup(names, { signal, withinMs: timeoutMs, allowPrivate }),
    });
    sent.on('response', (answer) => {
      answer.destroy();
      resolve(answer);
    });
    sent.on('error', reject);
    sent.on('close', () => reject(new UnwantedAnswer('closed without an answer')));
    sent.end(content);
  });
}
