import type { openInput, openOutput } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { hashSecret, matchesHash } from '../../../platform/crypto/secret.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';
import { readConnectCookie, setConnectCookie } from '../connect-api/connect-cookies.ts';
import { accessOfSession, formatAccessToken, type SessionCaller } from '../connect-api/session-caller.ts';
import { ConnectSession } from '../connect-session.entity.ts';
import type { ConnectSessionsDeps } from '../connect-sessions.deps.ts';
import { sessionView } from './session.view.ts';

/** Milliseconds that an access token is valid, and the one before it after a renewal. */
const ACCESS_TTL_MS = 15 * 60_000;
const OVERLAP_MS = 30_000;

interface Exchange {
  em: EntityManager;
  req: Request;
  res: Response;
}

/**
 * Exchanges the link's token, once, for the credential of the browser that opens it. The same browser may come again. Throws
 * CONNECT_SESSION_UNKNOWN, CONNECT_SESSION_ENDED, CONNECT_SESSION_OPENED.
 */
export async function openSession(
  deps: ConnectSessionsDeps,
  exchange: Exchange,
  { id, token, as }: z.infer<typeof openInput>,
): Promise<z.infer<typeof openOutput>> {
  const { em, req } = exchange;
  const session = await em.findOne(ConnectSession, { id });
  if (!session || !matchesHash(token, session.tokenHash)) throw new AppError('CONNECT_SESSION_UNKNOWN');
  await accessOfSession(deps, em, session);
  requireListed(deps, req, { session, as });
  if (isSameBrowser(deps, req, session)) return { session: sessionView(session), access: null };
  return exchangeToken(deps, exchange, { session, as });
}

type Opening = { session: ConnectSession; as: 'page' | 'frame' | 'headless' };

/** Pages of the host ask from one of the session's origins, ours from our own. */
function requireListed({ connectUrl }: ConnectSessionsDeps, req: Request, { session, as }: Opening): void {
  const origin = req.headers.origin;
  const isListed =
    as === 'headless' ? session.origins.includes(origin ?? '') : !origin || origin === new URL(connectUrl).origin;
  if (!isListed) throw new AppError('ORIGIN_FOREIGN');
  if (as === 'frame' && session.origins.length === 0) throw new AppError('ORIGIN_FOREIGN');
}

function isSameBrowser({ connectUrl }: ConnectSessionsDeps, req: Request, session: ConnectSession): boolean {
  const { credentialHash, credentialUntil } = session;
  const cookie = readConnectCookie(req, { publicUrl: connectUrl, kind: 'session' }, session.id);
  return !!credentialHash && !credentialUntil && cookie !== undefined && matchesHash(cookie, credentialHash);
}

async function exchangeToken(
  deps: ConnectSessionsDeps,
  { em, res }: Exchange,
  { session, as }: Opening,
): Promise<z.infer<typeof openOutput>> {
  const [secret, now] = [deps.newSecret(), deps.clock.now()];
  const { id, expiresAt } = session;
  const until = as === 'page' ? null : accessEnd(now, session);
  const opened = await db(em)
    .updateTable('connect_sessions')
    .set({ opened_as: as, opened_at: now, credential_hash: hashSecret(secret), credential_until: until })
    .where('id', '=', id)
    .where('opened_at', 'is', null)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!opened) throw new AppError('CONNECT_SESSION_OPENED');
  deps.connectMetrics.sessions.inc({ event: 'opened' });
  const view = sessionView({ ...session, openedAs: as });
  if (until)
    return { session: view, access: { token: formatAccessToken({ id, secret }), expiresAt: until.toISOString() } };
  setConnectCookie(res, { publicUrl: deps.connectUrl, kind: 'session' }, { id, value: secret, expiresAt });
  return { session: view, access: null };
}

/** A new access token. The one before it is valid for a moment longer, for calls that are under way. */
export async function renewAccess(
  { newSecret, clock }: ConnectSessionsDeps,
  { em, session }: SessionCaller,
): Promise<{ access: { token: string; expiresAt: string } }> {
  const { id, credentialHash, credentialUntil } = session;
  if (!credentialHash || !credentialUntil) throw new AppError('CONNECT_SESSION_UNKNOWN');
  const [secret, now] = [newSecret(), clock.now()];
  const until = accessEnd(now, session);
  const renewed = await db(em)
    .updateTable('connect_sessions')
    .set({
      credential_hash: hashSecret(secret),
      credential_until: until,
      previous_hash: credentialHash,
      previous_until: new Date(Math.min(credentialUntil.getTime(), now.getTime() + OVERLAP_MS)),
    })
    .where('id', '=', id)
    .where('credential_hash', '=', credentialHash)
    .returning('id')
    .executeTakeFirst();
  if (!renewed) throw new AppError('CONNECT_SESSION_UNKNOWN');
  return { access: { token: formatAccessToken({ id, secret }), expiresAt: until.toISOString() } };
}

function accessEnd(now: Date, { expiresAt }: ConnectSession): Date {
  return new Date(Math.min(expiresAt.getTime(), now.getTime() + ACCESS_TTL_MS));
}
