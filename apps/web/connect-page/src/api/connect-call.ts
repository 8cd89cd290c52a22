import type { ConnectCalls } from '@patchbay/contracts';
import { ConnectError } from './connect-error.ts';

type Name = keyof ConnectCalls;

/** What proves a call: an access token in memory (frames), or a cookie. */
export interface Credential {
  headers: Record<string, string>;
  credentials: 'omit' | 'same-origin';
}

export type ConnectCall = <Called extends Name>(
  name: Called,
  ...input: ConnectCalls[Called]['input'] extends undefined ? [] : [ConnectCalls[Called]['input']]
) => Promise<ConnectCalls[Called]['output']>;

/** Cookies of ours: the session's, which the header names, and a flow's. */
export function byCookie(sessionId: string | null): Credential {
  return { headers: sessionId ? { 'x-patchbay-connect': sessionId } : {}, credentials: 'same-origin' };
}

export function byToken(token: string): Credential {
  return { headers: { authorization: `Bearer ${token}` }, credentials: 'omit' };
}

/** Calls of the procedures for end users. Throws {@link ConnectError}, and nothing else. */
export function connectCalls(credential: () => Credential): ConnectCall {
  return async (name, ...[input]) => {
    const { headers, credentials } = credential();
    const response = await send(`/connect/trpc/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      credentials,
      body: JSON.stringify(input ?? {}),
    });
    // Our own server's answers have the shape of the contract.
    return dataOf(await bodyOf(response)) as ConnectCalls[typeof name]['output'];
  };
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch {
    // fetch tells no reasons apart: there is no network, or nothing that answers.
    throw new ConnectError('OFFLINE');
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    // A proxy's own page, or an answer that was cut off.
    throw new ConnectError('FAILED');
  }
}

interface Answer {
  result?: { data: unknown };
  error?: { data?: { errorCode?: string; fields?: Record<string, string> | null } };
}

function dataOf(body: unknown): unknown {
  const { result, error } = (body ?? {}) as Answer;
  if (result) return result.data;
  throw new ConnectError(error?.data?.errorCode ?? 'FAILED', error?.data?.fields ?? {});
}
