import { checkedRequest } from './checked-request.ts';
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
  const { timeoutMs, headers } = options;
  const answer = await checkedRequest(new URL(url), {
    ...options,
    method: 'PUT',
    signal: AbortSignal.timeout(timeoutMs),
    headers: { ...headers, 'content-length': `${content.byteLength}` },
    content,
  });
  // Without its body, which nothing reads.
  answer.destroy();
  const { statusCode = 0 } = answer;
  if (statusCode < 200 || statusCode > 299) throw new UnwantedAnswer(`status ${statusCode}`);
}
