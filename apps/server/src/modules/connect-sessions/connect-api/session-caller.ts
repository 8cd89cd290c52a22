import { connectSessionId } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Request } from 'express';
import { matchesHash } from '../../../platform/crypto/secret.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Access } from '../../access/index.ts';
import { ConnectSession } from '../connect-session.entity.ts';
import type { ConnectSessionsDeps } from '../connect-sessions.deps.ts';
import { readConnectCookie } from './connect-cookies.ts';

/** An end user in a session: what its procedures receive. */
export interface SessionCaller extends Access {
  session: ConnectSession;
}

const ACCESS_TOKEN = /^Bearer +pbc_([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43}) *$/i;

export function formatAccessToken({ id, secret }: { id: string; secret: string }): string {
  return `pbc_${id}.${secret}`;
}

interface Presented {
  id: string;
  secret: string;
  isCookie: boolean;
}

/**
 * The session whose credential the request carries: the cookie that the header names, or an access token. The web app's cookie is
 * never read. Throws CREDENTIALS_AMBIGUOUS, CONNECT_SESSION_UNKNOWN, CONNECT_SESSION_ENDED.
 */
export async function sessionCaller(
  deps: Pick<ConnectSessionsDeps, 'connectUrl' | 'clock'>,
  em: EntityManager,
  req: Request,
): Promise<SessionCaller> {
  const presented = presentedBy(deps, req);
  const session = presented && (await em.findOne(ConnectSession, { id: presented.id }));
  if (!session || !presented || !isValid(session, presented, deps.clock.now())) {
    throw new AppError('CONNECT_SESSION_UNKNOWN');
  }
  return accessOfSession(deps, em, session);
}

/** Throws CONNECT_SESSION_ENDED. */
export async function accessOfSession(
  { clock }: Pick<ConnectSessionsDeps, 'clock'>,
  em: EntityManager,
  session: ConnectSession,
): Promise<SessionCaller> {
  const { workspaceId, endUserId, endUserName } = session;
  const workspace = await db(em)
    .selectFrom('organization')
    .select('name')
    .where('id', '=', workspaceId)
    .executeTakeFirst();
  if (!workspace || !isOpen(session, clock.now())) throw new AppError('CONNECT_SESSION_ENDED');
  const actor = { kind: 'end_user' as const, id: endUserId, name: endUserName ?? endUserId };
  return { em, workspaceId, workspaceName: workspace.name, role: 'admin', actor, session };
}

function isOpen({ endedAt, expiresAt }: ConnectSession, now: Date): boolean {
  return !endedAt && now < expiresAt;
}

function presentedBy({ connectUrl }: { connectUrl: string }, req: Request): Presented | undefined {
  const { authorization } = req.headers;
  const named = req.headers['x-patchbay-connect'];
  if (authorization !== undefined && named !== undefined) throw new AppError('CREDENTIALS_AMBIGUOUS');
  if (authorization !== undefined) {
    const [, id, secret] = ACCESS_TOKEN.exec(authorization) ?? [];
    return id && secret ? { id, secret, isCookie: false } : undefined;
  }
  const id = connectSessionId.safeParse(named).data;
  const secret = id && readConnectCookie(req, { publicUrl: connectUrl, kind: 'session' }, id);
  return id && secret ? { id, secret, isCookie: true } : undefined;
}

function isValid(session: ConnectSession, { secret, isCookie }: Presented, now: Date): boolean {
  const { credentialHash, credentialUntil, previousHash, previousUntil } = session;
  if (!credentialHash || isCookie !== (credentialUntil == null)) return false;
  const isPresent = matchesHash(secret, credentialHash) && (isCookie || now < (credentialUntil ?? now));
  const isPrevious = matchesHash(secret, previousHash ?? credentialHash) && now < (previousUntil ?? now);
  return isPresent || isPrevious;
}
