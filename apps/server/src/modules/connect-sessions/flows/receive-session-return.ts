import { ProviderFailure } from '@patchbay/provider';
import type { HandOver, ReturnData } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Reason } from '@patchbay/lifecycle';
import type { Request } from 'express';
import { setTimeout as delay } from 'node:timers/promises';
import { ASK_AGAIN_MS, type Attempt, type ConnectionsDeps, verifyOpenAttempt } from '../../connections/index.ts';
import { connectSecretsIn, readConnectCookie } from '../connect-api/connect-cookies.ts';
import { ConnectFlow } from '../connect-flow.entity.ts';
import { ConnectSession } from '../connect-session.entity.ts';
import { hostOf } from '../sessions/session.view.ts';
import { handOverOf } from './hand-over.ts';

/** How a return of an end user is answered: the only place where its code is. */
export interface SessionReturn {
  data: ReturnData;
  /** Whether the window has no opener to give the code to, so that it goes to the host. */
  isRedirect: boolean;
}

/** How often the provider is asked for an account that is not active yet: together as long as a return counts. */
const QUESTIONS = 5;

interface Returned {
  em: EntityManager;
  attempt: Attempt;
  reasonIfNotActive?: Reason | undefined;
}

/** The value of the cookie of the window that the attempt was opened in. */
export function readFlowSecret(req: Request, connectUrl: string, attemptId: string): string | undefined {
  return readConnectCookie(req, { publicUrl: connectUrl, kind: 'flow' }, attemptId);
}

/** The values of the cookies of all windows of this browser, by the attempts that they opened. */
export function flowSecretsIn(req: Request, connectUrl: string): Map<string, string> {
  return connectSecretsIn(req, { publicUrl: connectUrl, kind: 'flow' });
}

/**
 * Finishes a return that passed every check, and was the first. The account must be active by now: the code is given in this answer
 * or never. Returns what the page shows.
 */
export async function receiveSessionReturn(deps: ConnectionsDeps, returned: Returned): Promise<SessionReturn> {
  const { em, attempt } = returned;
  const code = deps.newSecret();
  const verdict = await verify(deps, returned, code);
  if (verdict?.is === 'confirming') {
    return sessionReturn(em, { attempt, outcome: 'confirming', given: { code, expiresAt: verdict.expiresAt } });
  }
  const outcome = verdict?.is === 'refused' ? verdict.reason.code : 'unavailable';
  return sessionReturn(em, { attempt, outcome });
}

async function verify(deps: ConnectionsDeps, { em, attempt, reasonIfNotActive }: Returned, code: string) {
  for (let question = 1; ; question += 1) {
    try {
      const verdict = await verifyOpenAttempt(deps, {
        em,
        attempt,
        code,
        ...(reasonIfNotActive && { reasonIfNotActive }),
      });
      const isUndecided = verdict?.is === 'waiting' || verdict?.is === 'asking';
      if (!isUndecided || question >= QUESTIONS) return verdict;
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error;
      deps.log.warn({ err: error, attemptId: attempt.id }, 'return of an end user: the provider could not be asked');
      if (question >= QUESTIONS) return undefined;
    }
    await delay(ASK_AGAIN_MS);
  }
}

interface Shown {
  attempt: Attempt;
  outcome: ReturnData['outcome'];
  given?: { code: string; expiresAt: Date };
}

/** What the page of a return is given; for a browser that is the flow's. */
export async function sessionReturn(em: EntityManager, { attempt, outcome, given }: Shown): Promise<SessionReturn> {
  const session = await em.fork().findOne(ConnectSession, { id: attempt.sessionId ?? '' });
  const flow = await em.fork().findOne(ConnectFlow, { workspaceId: attempt.workspaceId, id: attempt.id });
  if (!session || !flow) return { data: { outcome, window: null, handOver: null }, isRedirect: false };
  const { locale = null, theme, origins } = session;
  const window = { sessionId: session.id, flowId: flow.id, host: hostOf(session), origins, locale, theme };
  const handOver: HandOver | null = given ? handOverOf({ session, flow }, { ...given, app: attempt.appSlug }) : null;
  return { data: { outcome, window, handOver }, isRedirect: handOver !== null && flow.handOver === 'redirect' };
}
