import type { Trouble } from '@patchbay/contracts';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { checkedLookup, isPrivateLiteral, PrivateAddress } from './checked-lookup.ts';
import { type HostNames, Unresolved } from './host-names.ts';
import { readRetryAfter } from './retry-after.ts';

export type Answer =
  | { status: number; /** Milliseconds to wait before the next try, as the answer says. */ retryAfterMs?: number }
  | { trouble: Trouble; /** For logs alone. */ cause: Error };

export interface OutgoingPost {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Milliseconds for all of it. */
  timeoutMs: number;
  /** Whether addresses of this machine and its networks may be spoken to. */
  allowPrivate: boolean;
  names: HostNames;
  /** For a `Retry-After` that is a date, of an answer without one. */
  now: Date;
}

/** Bytes of an answer's body that are taken off the line: all of a polite one, whose sender would else see it cut. */
const MOST_BYTES_TAKEN = 64 * 1024;

/** Of the time for all of it, what a name has to resolve, and what `no_address` takes whatever its cause. */
const LOOK_UP_PART = 0.3;

/**
 * Posts to a customer's URL, at the address that `checkedLookup` checked. Redirects are answers like others, and the body of
 * an answer is not read. Never throws for what the network does.
 */
export async function post(message: OutgoingPost): Promise<Answer> {
  const lookUpMs = message.timeoutMs * LOOK_UP_PART;
  const begun = performance.now();
  const answer = await answerOf(message, lookUpMs);
  const isSecret = 'trouble' in answer && answer.trouble === 'no_address' && !message.allowPrivate;
  if (isSecret) await pause(Math.max(0, Math.ceil(begun + lookUpMs - performance.now())));
  return answer;
}

function answerOf(message: OutgoingPost, withinMs: number): Promise<Answer> {
  const { headers, body, timeoutMs, allowPrivate, names, now } = message;
  const target = new URL(message.url);
  if (!allowPrivate && isPrivateLiteral(target)) return Promise.resolve(failed(new PrivateAddress(target.hostname)));
  const signal = AbortSignal.timeout(timeoutMs);
  const request = target.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const sent = request(target, {
      method: 'POST',
      headers: { ...headers, 'content-length': `${Buffer.byteLength(body)}` },
      // A connection for each: one that is kept was checked for another moment.
      agent: false,
      signal,
      lookup: checkedLookup(names, { signal, withinMs, allowPrivate }),
    });
    sent.on('response', (answer) => {
      resolve(answered(answer, now));
      drainResponse(answer);
    });
    // "101 Switching Protocols": Node emits no other event for such an answer, not even an error at the time limit.
    sent.on('upgrade', (answer, socket) => {
      socket.destroy();
      resolve(answered(answer, now));
    });
    sent.on('error', (error) => resolve(failed(error)));
    // Whatever else there is to end a request: who waits for it waits for all of them.
    sent.on('close', () => resolve(failed(new Error('closed without an answer'))));
    sent.end(body);
  });
}

function answered({ statusCode = 0, headers }: IncomingMessage, now: Date): Answer {
  const retryAfterMs = readRetryAfter(headers, now);
  return { status: statusCode, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

function drainResponse(answer: IncomingMessage): void {
  let taken = 0;
  answer.on('error', () => answer.destroy());
  answer.on('data', (chunk: Buffer) => {
    taken += chunk.length;
    if (taken > MOST_BYTES_TAKEN) answer.destroy();
  });
}

function failed(cause: Error): Answer {
  if (cause instanceof PrivateAddress || cause instanceof Unresolved) return { trouble: 'no_address', cause };
  const isLate = cause.name === 'AbortError' || cause.name === 'TimeoutError';
  return { trouble: isLate ? 'timeout' : 'unreachable', cause };
}
