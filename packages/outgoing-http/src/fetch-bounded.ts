import type { IncomingMessage } from 'node:http';
import { checkedRequest } from './checked-request.ts';
import { decoded } from './decoded.ts';
import type { HostNames } from './host-names.ts';
import { UnwantedAnswer } from './unwanted-answer.ts';

export interface BoundedFetch {
  names: HostNames;
  /** Milliseconds for everything, including redirects. */
  timeoutMs: number;
  /** Maximum bytes of the body, both compressed and decompressed. */
  maxBytes: number;
  /** An origin that may be in a private network; every other one must be public. */
  trustedOrigin: string;
  /** Redirects that are followed; 3 by default. */
  redirects?: number;
  /** Whether a response of this media type is accepted; the body of any other is not read. */
  wants: (mediaType: string) => boolean;
}

const MAX_REDIRECTS = 3;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * GETs an untrusted URL. Each address is checked when it is connected to, and each redirect by the same rules. Throws
 * `UnwantedAnswer`, `PrivateAddress`, or a network error.
 */
export async function fetchBounded(url: string, options: BoundedFetch): Promise<Buffer> {
  const { redirects: followed = MAX_REDIRECTS } = options;
  const signal = AbortSignal.timeout(options.timeoutMs);
  let target = new URL(url);
  for (let redirects = 0; redirects <= followed; redirects += 1) {
    const answer = await checkedRequest(target, { ...options, signal, headers: HEADERS });
    try {
      const location = redirectOf(answer);
      if (location === undefined) return await contentOf(answer, options);
      target = new URL(location, target);
    } finally {
      answer.destroy();
    }
  }
  throw new UnwantedAnswer(`more than ${followed} redirects`);
}

const HEADERS = { 'accept-encoding': 'gzip, deflate, br', 'user-agent': 'Patchbay/1' };

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | undefined {
  if (!REDIRECTS.includes(statusCode)) return undefined;
  if (headers.location === undefined) throw new UnwantedAnswer(`${statusCode} without a location`);
  return headers.location;
}

async function contentOf(answer: IncomingMessage, { maxBytes, wants }: BoundedFetch): Promise<Buffer> {
  const { statusCode, headers } = answer;
  const mediaType = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (statusCode !== 200) throw new UnwantedAnswer(`status ${statusCode}`);
  if (!wants(mediaType)) throw new UnwantedAnswer(`media type ${mediaType}`);
  if (Number(headers['content-length'] ?? 0) > maxBytes) throw new UnwantedAnswer('too large');
  return decoded(answer, maxBytes);
}
