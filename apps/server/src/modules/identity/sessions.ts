import { fromNodeHeaders } from 'better-auth/node';
import type { Request, Response } from 'express';
import type { Pool } from 'pg';
import { sql } from 'kysely';
import { readSignedCookie } from '../../platform/crypto/signed-cookie.ts';
import { type ParameterOf, prepare, type PreparedRow } from '../../platform/orm/prepare.ts';
import { runOn } from '../../platform/orm/run-on.ts';
import { statements } from '../../platform/orm/tables.ts';
import { type Auth, RENEWAL_DUE_SECONDS } from './auth.ts';
import type { Membership } from './membership.ts';

/** The signed-in person, and the workspace their session is in. */
export interface Session {
  id: string;
  user: { id: string; name: string; email: string };
  activeWorkspaceId: string | null;
  /** Their membership of the workspace in question; `null` if they are not a member, or none was given. */
  membership: Membership | null;
  /** Whether they are a member of the workspace in question, but it is archived: members have no access to it. */
  isArchived?: boolean;
}

/** A request and its response, which carries the cookie of an extended session. */
export interface Exchange {
  req: Pick<Request, 'headers'>;
  res: Pick<Response, 'append' | 'getHeader' | 'headersSent'>;
}

/** Reads the session from the request's cookie, and the person's current membership of `workspaceId`. */
export type ReadSession = (exchange: Exchange, workspaceId?: string) => Promise<Session | null>;

/**
 * Reads all that a request needs to know about its caller in one query, because every request does: better-auth needs
 * one for the session and one for the user, and has no memberships. Changes stay with better-auth: a session that has
 * ended or must be extended is passed to it first.
 */
export function sessionReader(auth: Auth, pool: Pool): ReadSession {
  return async ({ req, res }, workspaceId) => {
    const { headers } = req;
    const { authCookies, secret } = await auth.$context;
    const token = readSignedCookie(headers.cookie, authCookies.sessionToken.name, secret);
    if (token === undefined) return null;
    const row = await read(token);
    if (!row || (row.isOver && res.headersSent)) return null;
    // A response that has started cannot carry a cookie: the next request extends the session.
    if (!row.isDue || res.headersSent) return sessionOf(row, workspaceId);
    const renewed = (await renew({ headers }, res)) && (await read(token));
    return renewed ? sessionOf(renewed, workspaceId) : null;

    async function read(sessionToken: string): Promise<Row | undefined> {
      return (await runOn(pool, SELECT({ token: sessionToken, workspaceId: workspaceId ?? null })))[0];
    }
  };

  async function renew({ headers: given }: Exchange['req'], res: Exchange['res']) {
    const asked = { headers: fromNodeHeaders(given), returnHeaders: true } as const;
    const { headers, response } = await auth.api.getSession(asked).catch(throwCause);
    passOn(headers.getSetCookie(), res);
    return response;
  }
}

/** Each cookie once, because the calls of a batch share one response. A response that has started carries none. */
function passOn(cookies: string[], res: Exchange['res']): void {
  if (res.headersSent) return;
  const present = [res.getHeader('set-cookie') ?? []].flat();
  for (const cookie of cookies) if (!present.includes(cookie)) res.append('Set-Cookie', cookie);
}

/** better-auth wraps database errors in one of its own, which hides that the database is only unreachable. */
function throwCause(error: unknown): never {
  throw error instanceof Error && error.cause !== undefined ? error.cause : error;
}

/** Prepared because every request runs it. */
const SELECT = prepare((value: ParameterOf<{ token: string; workspaceId: string | null }>) =>
  statements
    .selectFrom('session as s')
    .innerJoin('user as u', 'u.id', 's.userId')
    .leftJoin('member as m', (join) =>
      join.onRef('m.userId', '=', 'u.id').on('m.organizationId', '=', value('workspaceId')),
    )
    .leftJoin('organization as o', 'o.id', 'm.organizationId')
    .select((eb) => [
      's.id as sessionId',
      'u.id',
      'u.name',
      'u.email',
      's.activeOrganizationId',
      'm.role',
      'o.name as workspaceName',
      'o.archivedAt',
      sql<boolean>`${eb.ref('s.expiresAt')} <= now() + make_interval(secs => ${RENEWAL_DUE_SECONDS})`.as('isDue'),
      sql<boolean>`${eb.ref('s.expiresAt')} <= now()`.as('isOver'),
    ])
    .where('s.token', '=', value('token')),
);

type Row = PreparedRow<typeof SELECT>;

function sessionOf({ sessionId, id, name, email, ...row }: Row, workspaceId: string | undefined): Session {
  const membership =
    workspaceId && row.role && row.workspaceName !== null && row.archivedAt === null
      ? { workspaceId, workspaceName: row.workspaceName, role: row.role }
      : null;
  const isArchived = row.archivedAt !== null;
  return {
    id: sessionId,
    user: { id, name, email },
    activeWorkspaceId: row.activeOrganizationId,
    membership,
    isArchived,
  };
}
