import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { checkedLookup, isPrivateLiteral, PrivateAddress } from './checked-lookup.ts';
import { type HostNames, Unresolved } from './host-names.ts';

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

/** Bytes of an answer's body that are taken off the line: all of a polite one, whose sender would else see it cut. */
const MOST_BYTES_TAKEN = 64 * 1024;

/**
 * Posts to a customer's URL, at the address that `checkedLookup` checked. Redirects are answers like others, and the body of
 * an answer is not read. Never throws for what the network does.
 */
export function post({ url, headers, body, timeoutMs, allowPrivate, names }: OutgoingPost): Promise<Answer> {
  const target = new URL(url);
  if (!allowPrivate && isPrivateLiteral(target)) return Promise.resolve({ trouble: 'private_address' });
  const signal = AbortSignal.timeout(timeoutMs);
  const request = target.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((settle) => {
    const sent = request(target, {
      method: 'POST',
      headers: { ...headers, 'content-length': `${Buffer.byteLength(body)}` },
      // A connection for each: one that is kept was checked for another moment.
      agent: false,
      signal,
      lookup: checkedLookup(names, { signal, allowPrivate }),
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

function troubleOf(error: Error): Trouble {
  if (error instanceof PrivateAddress) return 'private_address';
  if (error instanceof Unresolved) return 'unresolved';
  return error.name === 'AbortError' || error.name === 'TimeoutError' ? 'timeout' : 'unreachable';
}
