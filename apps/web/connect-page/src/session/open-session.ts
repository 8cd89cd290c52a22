import type { ConnectSession } from '@patchbay/contracts';
import { byCookie, byToken, type ConnectCall, connectCalls } from '../api/connect-call.ts';
import { codeOf } from '../api/connect-error.ts';

export interface OpenedSession {
  session: ConnectSession;
  call: ConnectCall;
}

interface Opening {
  id: string;
  /** From the link; null after a reload. */
  token: string | null;
  isFramed: boolean;
}

/** Milliseconds before its end that an access token is replaced. */
const RENEW_BEFORE_MS = 60_000;
const RETRY_MS = 10_000;

/**
 * Exchanges the link's token. In a frame for an access token that is kept in memory alone; at top level for a cookie, with which a
 * reload, or the link opened again in the same browser, goes on.
 */
export function openSession(opening: Opening): Promise<OpenedSession> {
  return opening.isFramed ? openInFrame(opening) : openAtTopLevel(opening);
}

async function openAtTopLevel({ id, token }: Opening): Promise<OpenedSession> {
  const call = connectCalls(() => byCookie(id));
  if (token === null) return { session: await call('session'), call };
  try {
    return { session: (await call('open', { id, token, as: 'page' })).session, call };
  } catch (error) {
    if (codeOf(error) !== 'CONNECT_SESSION_OPENED') throw error;
    return { session: await ownSession(call, error), call };
  }
}

/** This browser may be the one that opened it. If it is not, what it was told first is what counts. */
async function ownSession(call: ConnectCall, opened: unknown): Promise<ConnectSession> {
  try {
    return await call('session');
  } catch {
    throw opened;
  }
}

async function openInFrame({ id, token }: Opening): Promise<OpenedSession> {
  let access = '';
  const call = connectCalls(() => (access ? byToken(access) : { headers: {}, credentials: 'omit' }));
  const opened = await call('open', { id, token: token ?? '', as: 'frame' });
  const keep = (given: NonNullable<typeof opened.access>) => {
    access = given.token;
    setTimeout(() => void renew(), Math.max(RETRY_MS, Date.parse(given.expiresAt) - Date.now() - RENEW_BEFORE_MS));
  };
  async function renew() {
    try {
      keep((await call('renew')).access);
    } catch (error) {
      // Over: the next call says so. Otherwise the token is valid for another minute.
      if (['OFFLINE', 'RATE_LIMITED', 'FAILED'].includes(codeOf(error))) setTimeout(() => void renew(), RETRY_MS);
    }
  }
  if (opened.access) keep(opened.access);
  return { session: opened.session, call };
}

/** From `/connect/<id>`. */
export function sessionIdOf(pathname: string): string {
  return pathname.split('/').findLast((part) => part !== '') ?? '';
}
