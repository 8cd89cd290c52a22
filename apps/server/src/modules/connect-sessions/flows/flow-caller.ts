import type { EntityManager } from '@mikro-orm/postgresql';
import type { Request } from 'express';
import { matchesHash } from '../../../platform/crypto/secret.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { readConnectCookie } from '../connect-api/connect-cookies.ts';
import { accessOfSession, type SessionCaller } from '../connect-api/session-caller.ts';
import { ConnectFlow } from '../connect-flow.entity.ts';
import { ConnectSession } from '../connect-session.entity.ts';
import type { ConnectSessionsDeps } from '../connect-sessions.deps.ts';

/** A window that redeemed a ticket. */
export interface FlowCaller extends SessionCaller {
  flow: ConnectFlow;
  /** The value of its cookie. */
  secret: string;
}

/** The window whose cookie the request carries, and no other credential. Throws CONNECT_FLOW_UNKNOWN, CONNECT_SESSION_ENDED. */
export async function flowCaller(
  deps: ConnectSessionsDeps,
  { em, req }: { em: EntityManager; req: Request },
  flowId: string,
): Promise<FlowCaller> {
  if (req.headers.authorization !== undefined) throw new AppError('CREDENTIALS_AMBIGUOUS');
  const secret = readConnectCookie(req, { publicUrl: deps.connectUrl, kind: 'flow' }, flowId);
  const flow = secret === undefined ? null : await em.findOne(ConnectFlow, { id: flowId });
  if (!flow?.browserHash || secret === undefined || !matchesHash(secret, flow.browserHash)) {
    throw new AppError('CONNECT_FLOW_UNKNOWN');
  }
  const session = await em.findOneOrFail(ConnectSession, { id: flow.sessionId });
  return { ...(await accessOfSession(deps, em, session)), flow, secret };
}
