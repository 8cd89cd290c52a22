import { readRetryAfter } from '@patchbay/outgoing-http';
import type { Bounds } from './bounds.ts';
import { CallFailure } from './call-failure.ts';
import { permissionFor } from './permission.ts';
import { readBounded } from './read-bounded.ts';
import { readRefusal } from './refusal.ts';

export interface Outgoing {
  url: string;
  init: RequestInit;
}

/**
 * One try. Returns a response whose body was already read. Everything else is a `CallFailure`: redirects are not
 * followed, because the key would be sent along, and any status that is not 2xx is an error.
 */
export async function fetchOnce({ url, init }: Outgoing, bounds: Bounds): Promise<Response> {
  const timeout = AbortSignal.timeout(bounds.timeoutMs);
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal });
    const body = await readBounded(response, bounds.maxBytes);
    return checked(response, body, { method: init.method ?? 'GET', url });
  } catch (error) {
    if (error instanceof CallFailure) throw error;
    if (timeout.aborted) throw new CallFailure('timeout', `no answer within ${bounds.timeoutMs} ms`);
    throw new CallFailure('unreachable', reasonOf(error));
  }
}

function checked(
  { status, headers }: Response,
  body: Uint8Array<ArrayBuffer>,
  { method, url }: { method: string; url: string },
): Response {
  if (status >= 300 && status < 400) throw new CallFailure('redirected', `${status} leads elsewhere`, { status });
  if (status >= 400) {
    const refusal = readRefusal(body);
    throw new CallFailure('status', `${status} ${refusal?.text ?? ''}`.trim(), {
      status,
      said: refusal?.said,
      code: refusal?.code,
      permission: status === 403 ? permissionFor(method, url) : undefined,
      retryAfterMs: readRetryAfter({ 'retry-after': headers.get('retry-after'), date: headers.get('date') }),
    });
  }
  const kept = new Headers(headers);
  // The body is already decoded.
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) kept.delete(name);
  return new Response(status === 204 ? null : body, { status, headers: kept });
}

/** The message `fetch failed` is useless; the system's error code is in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no connection';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? `no connection: ${code}` : `no connection: ${error.message}`;
}
