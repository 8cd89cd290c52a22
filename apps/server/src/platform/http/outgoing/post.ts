import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import { type HostNames, Unresolved } from './host-names.ts';
import { isPublicAddress } from './public-address.ts';

/** Why there was no answer. */
export const TROUBLES = ['timeout', 'unresolved', 'private_address', 'unreachable'] as const;

export type Trouble = (typeof TROUBLES)[number];

export type Answer = { status: number } | { trouble: Trouble };

export interface OutgoingPost {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Milliseconds for all of it. */
  timeoutMs: number;
  /** Whether addresses of this machine and its networks may be spoken to. */
  allowPrivate: boolean;
  names: HostNames;
}

class PrivateAddress extends Error {}

/** Bytes of an answer's body that are taken off the line: all of a polite one, whose sender would else see it cut. */
const MOST_BYTES_TAKEN = 64 * 1024;

/**
 * Posts to an address that somebody gave us. The name is resolved once, by the lookup of the connection itself, and the
 * connection goes to what was checked: between a check and a second look-up a name could change its address. Redirects
 * are answers like others, and what the other side says is not read. Never throws for what the network does.
 */
export function post({ url, headers, body, timeoutMs, allowPrivate, names }: OutgoingPost): Promise<Answer> {
  const target = new URL(url);
  // A connection to a literal address looks nothing up.
  const literal = target.hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && isIP(literal) && !isPublicAddress(literal))
    return Promise.resolve({ trouble: 'private_address' });
  const signal = AbortSignal.timeout(timeoutMs);
  const request = target.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((settle) => {
    const sent = request(target, {
      method: 'POST',
      headers: { ...headers, 'content-length': `${Buffer.byteLength(body)}` },
      // A connection for each: one that is kept was checked for another moment.
      agent: false,
      signal,
      lookup: lookUpIn(names, { signal, allowPrivate }),
    });
    sent.on('response', (answer) => {
      settle({ status: answer.statusCode ?? 0 });
      passOver(answer);
    });
    // "101 Switching Protocols": Node would tell nobody else of such an answer, not even by an error at the time limit.
    sent.on('upgrade', (answer, socket) => {
      socket.destroy();
      settle({ status: answer.statusCode ?? 0 });
    });
    sent.on('error', (error) => settle({ trouble: troubleOf(error) }));
    // Whatever else there is to end a request: who waits for it waits for all of them.
    sent.on('close', () => settle({ trouble: 'unreachable' }));
    sent.end(body);
  });
}

function passOver(answer: IncomingMessage): void {
  let taken = 0;
  answer.on('error', () => answer.destroy());
  answer.on('data', (chunk: Buffer) => {
    taken += chunk.length;
    if (taken > MOST_BYTES_TAKEN) answer.destroy();
  });
}

/** Refuses a name with any private address: which of several is connected to is not ours to choose. */
function lookUpIn(
  names: HostNames,
  { signal, allowPrivate }: { signal: AbortSignal; allowPrivate: boolean },
): LookupFunction {
  const checked = async (hostname: string) => {
    const addresses = await names.addressesOf(hostname, signal);
    const [first] = addresses;
    if (!first) throw new Unresolved(hostname);
    if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address)))
      throw new PrivateAddress(hostname);
    return { first, addresses };
  };
  const lookUp = callbackify(checked);
  return (hostname, { all }, done) =>
    lookUp(hostname, (error, found) => {
      if (error) done(error, []);
      else if (all) done(null, found.addresses);
      else done(null, found.first.address, found.first.family);
    });
}

function troubleOf(error: Error): Trouble {
  if (error instanceof PrivateAddress) return 'private_address';
  if (error instanceof Unresolved) return 'unresolved';
  return error.name === 'AbortError' || error.name === 'TimeoutError' ? 'timeout' : 'unreachable';
}
