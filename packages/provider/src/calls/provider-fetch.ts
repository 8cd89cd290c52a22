import { AsyncLocalStorage } from 'node:async_hooks';
import pLimit, { type LimitFunction } from 'p-limit';
import { QueueTimeoutError, runWithQueueTimeout } from '@patchbay/outgoing-http';
import type { Bounds } from './bounds.ts';
import { CallFailure } from './call-failure.ts';
import { fetchOnce, type Outgoing } from './fetch-once.ts';
import { type Pauses, realPauses, retrying } from './retry.ts';

/**
 * Concurrent requests. Far below the provider's limit (2,000 per minute on its smallest plan), and enough: a call
 * takes a few hundred milliseconds.
 */
const AT_ONCE = 8;

/**
 * Slots for the calls of one key, whose limit is the project's. Actions have separate slots: they take as long as the
 * app does, and services execute many, which must not block a person who is connecting.
 */
export const callSlots = (): LimitFunction => pLimit(AT_ONCE);

/** RFC 9110, section 9.2.2. PATCH too, because all of ours set a value. */
const REPEATABLE = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH']);

interface Trace {
  failure?: CallFailure;
}

const traces = new AsyncLocalStorage<Trace>();

/** Runs `call` and remembers its HTTP failure, since the SDKs wrap it, replace it or fail on it. */
export async function traced<Result>(call: () => Promise<Result>): Promise<{ result: Result } | { error: unknown }> {
  const trace: Trace = {};
  try {
    return { result: await traces.run(trace, call) };
  } catch (error) {
    return { error: trace.failure ?? error };
  }
}

export type ProviderFetch = (url: string | URL | globalThis.Request, init?: RequestInit) => Promise<Response>;

export interface CallOptions {
  /** Headers for every request in addition to the SDK's, such as the id of the request that causes it. */
  headers?: (() => Record<string, string>) | undefined;
  pauses?: Pauses;
}

/** The `fetch` that both SDKs get: limited, retried when that is safe, a few at once. Throws `CallFailure`. */
export function providerFetch(bounds: Bounds, slots: LimitFunction, options: CallOptions = {}): ProviderFetch {
  const { pauses = realPauses, headers = () => ({}) } = options;
  return async (url, init = {}) => {
    const request: Outgoing = {
      url: url instanceof Request ? url.url : String(url),
      init: withHeaders(init, headers()),
    };
    const repeatable = REPEATABLE.has((init.method ?? 'GET').toUpperCase());
    try {
      // The slot is held during a try, and not during the pauses.
      return await retrying({ bounds, repeatable, pauses }, (beginsWithinMs) =>
        runWithQueueTimeout(slots, beginsWithinMs, () => fetchOnce(request, bounds)).catch(asCallFailure),
      );
    } catch (error) {
      const trace = traces.getStore();
      if (trace && error instanceof CallFailure) trace.failure = error;
      throw error;
    }
  };
}

function withHeaders(init: RequestInit, more: Record<string, string>): RequestInit {
  const headers = new Headers(init.headers);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  return { ...init, headers };
}

function asCallFailure(error: unknown): never {
  throw error instanceof QueueTimeoutError ? new CallFailure('busy', error.message) : error;
}
