import type { ConnectWindow, redeemInput } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Response } from 'express';
import type { z } from 'zod';
import { hashSecret } from '../../../platform/crypto/secret.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';
import { completeFacts, connectableApp, schemeViews } from '../../catalog/index.ts';
import { setConnectCookie } from '../connect-api/connect-cookies.ts';
import { accessOfSession, type SessionCaller } from '../connect-api/session-caller.ts';
import { ConnectFlow } from '../connect-flow.entity.ts';
import { ConnectSession } from '../connect-session.entity.ts';
import type { ConnectSessionsDeps } from '../connect-sessions.deps.ts';
import { hostOf, shownEndUser } from '../sessions/session.view.ts';
import { readOwnConnection } from './connections-of.ts';
import { flowView } from './read-flow.ts';

interface Exchange {
  em: EntityManager;
  res: Response;
}

/**
 * Exchanges a ticket, once, for the cookie of the window that got it. It proves nothing of who sits before it. Throws
 * CONNECT_FLOW_UNKNOWN, CONNECT_SESSION_ENDED.
 */
export async function redeemTicket(
  deps: ConnectSessionsDeps,
  { em, res }: Exchange,
  { ticket, from }: z.infer<typeof redeemInput>,
): Promise<ConnectWindow> {
  const secret = deps.newSecret();
  const flow = await claimTicket(deps, em, { ticket, secret });
  const session = await em.findOneOrFail(ConnectSession, { id: flow.sessionId });
  requireListed(deps, session, from);
  const caller = await accessOfSession(deps, em, session);
  const view = await windowView(deps, caller, flow);
  // Longer than the session by what a confirmation may take, so that a return that is loaded twice still has its cookie.
  const expiresAt = new Date(session.expiresAt.getTime() + deps.attemptTtl);
  setConnectCookie(res, { publicUrl: deps.connectUrl, kind: 'flow' }, { id: flow.id, value: secret, expiresAt });
  return view;
}

async function claimTicket(
  { clock }: ConnectSessionsDeps,
  em: EntityManager,
  { ticket, secret }: { ticket: string; secret: string },
): Promise<ConnectFlow> {
  const now = clock.now();
  const claimed = await db(em)
    .updateTable('connect_flows')
    .set({ redeemed_at: now, browser_hash: hashSecret(secret) })
    .where('ticket_hash', '=', hashSecret(ticket))
    .where('redeemed_at', 'is', null)
    .where('ticket_until', '>', now)
    .returning(['workspace_id as workspaceId', 'id'])
    .executeTakeFirst();
  if (!claimed) throw new AppError('CONNECT_FLOW_UNKNOWN');
  return em.findOneOrFail(ConnectFlow, claimed);
}

/** Another page's message brings no ticket of this session. */
function requireListed(
  { connectUrl }: ConnectSessionsDeps,
  { origins }: ConnectSession,
  from: string | undefined,
): void {
  if (from === undefined || from === new URL(connectUrl).origin || origins.includes(from)) return;
  throw new AppError('CONNECT_FLOW_UNKNOWN');
}

async function windowView(deps: ConnectSessionsDeps, caller: SessionCaller, flow: ConnectFlow): Promise<ConnectWindow> {
  const { em, session } = caller;
  const connection = await readOwnConnection(caller, flow.connectionId);
  const app = await connectableApp(em, connection.app.slug);
  if (!app) throw new AppError('APP_UNKNOWN');
  const isForm = flow.action === 'connect' && app.asksFirst;
  const schemes = flow.action === 'connect' ? schemeViews(await completeFacts(deps, em, app.slug)) : [];
  return {
    flow: await flowView(deps, em, flow),
    sessionId: session.id,
    host: hostOf(session),
    origins: session.origins,
    endUser: shownEndUser(session),
    app,
    label: connection.label,
    account: connection.account?.identity ?? null,
    schemes: schemes.filter(({ isReady, kind }) => isReady && (!isForm || kind === 'credentials')),
    locale: session.locale ?? null,
    theme: session.theme,
    expiresAt: session.expiresAt.toISOString(),
  };
}
