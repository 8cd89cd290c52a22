import type { Trouble } from '@patchbay/contracts';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { checkedLookup, isPrivateLiteral, PrivateAddress } from './checked-lookup.ts';
import { type HostNames, Unresolved } from './host-names.ts';
import { readRetryAfter } from './retry-after.ts';

export type Answer =
  | { status: number; /** Milliseconds from Retry-After. */ retryAfterMs?: number }
  | { trouble: Trouble; /** For logs only. */ cause: Error };

export interface OutgoingPost {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Milliseconds for everything. */
  timeoutMs: number;
  /** Whether private addresses may be connected to. */
  allowPrivate: boolean;
  names: HostNames;
  /** For a `Retry-After` date in a response without a `Date` header. */
  now: Date;
}

/**
 * Bytes of a response body that are read and dropped: enough for polite receivers, which would otherwise see a reset.
 */
const MAX_BYTES_TAKEN = 64 * 1024;

/** The fraction of the timeout that a lookup may take, and that `no_address` always takes, regardless of its cause. */
const LOOK_UP_PART = 0.3;

/**
 * Posts to a customer's URL, at the address that `checkedLookup` has checked. Redirects are not followed, and the
 * body of a response is dropped. Never throws for network errors.
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
      // A new connection each time: a reused one was checked earlier.
      agent: false,
      signal,
      lookup: checkedLookup(names, { signal, withinMs, allowPrivate }),
    });
    sent.on('response', (answer) => {
      resolve(answered(answer, now));
      drainResponse(answer);
    });
    // "101 Switching Protocols": Node emits no other event for such a response, not even an error at the timeout.
    sent.on('upgrade', (answer, socket) => {
      socket.destroy();
      resolve(answered(answer, now));
    });
    sent.on('error', (error) => resolve(failed(error)));
    // A fallback for every other way in which a request can end, because the caller waits for all of them.
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
    if (taken > MAX_BYTES_TAKEN) answer.destroy();
  });
}

function failed(cause: Error): Answer {
  if (cause instanceof PrivateAddress || cause instanceof Unresolved) return { trouble: 'no_address', cause };
  const isLate = cause.name === 'AbortError' || cause.name === 'TimeoutError';
  return { trouble: isLate ? 'timeout' : 'unreachable', cause };
}
