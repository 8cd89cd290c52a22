import { ProviderFailure } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import { reason, type Reason, type ReasonCode } from '@patchbay/lifecycle';
import { hashSecret } from '../../platform/crypto/secret.ts';
import { addToLogContext } from '../../platform/logging/log-context.ts';
import {
  ASK_AGAIN_MS,
  Attempt,
  type AttemptKey,
  changeIfThere,
  claimReturn,
  type ConnectionsDeps,
  returnSessionContext,
  verifyAttemptJob,
  verifyOpenAttempt,
} from '../connections/index.ts';
import { PROVIDER } from '../access/index.ts';
import type { Session } from '../identity/index.ts';
import { firstFailedCheck } from './checks/index.ts';
import { rejectReturn } from './reject-return.ts';
import { type ReturnQuery, saysRefused } from './return.query.ts';

/** What the return page says. The connection is named only to the person who started. */
export interface ReturnOutcome {
  outcome: 'connected' | 'verifying' | 'unknown' | 'invalid' | ReasonCode;
  connectionId: string | null;
}

export interface Arrival {
  em: EntityManager;
  appName: string;
  query: ReturnQuery;
  /** Whether all of the query could be read. Otherwise the return is judged, and never used. */
  isWellFormed: boolean;
  /** Told once the return is recorded: from then on it is followed up, also when the process dies. */
  onRecorded?: (connectionId: string | null) => void;
  /** Asked only when there is an attempt: guesses of a nonce cost one look at an index. */
  readSession: (workspaceId: string) => Promise<Session | null>;
  /** Reads this browser's cookie for an attempt. */
  browserSecretOf: (attemptId: string) => string | undefined;
}

const UNKNOWN: ReturnOutcome = { outcome: 'unknown', connectionId: null };

/**
 * A browser comes back from the provider. Finds the attempt by its nonce, rejects what does not fit, lets exactly one
 * return through, and only then asks the provider what really happened.
 */
export async function receiveReturn(deps: ConnectionsDeps, arrival: Arrival): Promise<ReturnOutcome> {
  const { em, query } = arrival;
  const attempt = await em.fork().findOne(Attempt, { nonceHash: hashSecret(query.nonce) });
  if (!attempt) return UNKNOWN;
  addToLogContext({ workspaceId: attempt.workspaceId });
  const facts = await factsOf(deps, arrival, attempt);
  const connectionId = facts.session?.user.id === attempt.userId ? attempt.connectionId : null;
  const objection = firstFailedCheck(facts);
  if (objection === 'lapsed' && attempt.status !== 'open')
    return { outcome: await presentOutcome(em, attempt), connectionId };
  if (objection) {
    await rejectReturn(deps, em, { attempt, code: objection });
    return { outcome: objection, connectionId };
  }
  if (!arrival.isWellFormed) return { outcome: 'invalid', connectionId };
  const first = await claim(deps, arrival, attempt);
  arrival.onRecorded?.(connectionId);
  return { outcome: first ? await verify(deps, arrival, attempt) : await presentOutcome(em, attempt), connectionId };
}

async function factsOf({ clock }: ConnectionsDeps, arrival: Arrival, attempt: Attempt) {
  const session = await arrival.readSession(attempt.workspaceId);
  const browserSecret = arrival.browserSecretOf(attempt.id);
  return { attempt, appName: arrival.appName, session, browserSecret, now: clock.now() };
}

/**
 * Uses the nonce up; only one of several returns can. A return to an attempt that was recovered without one only confirms it. The session to be confirmed, and the job that follows the return up, are kept
 * in the same transaction: from here on this process may die.
 */
async function claim(deps: ConnectionsDeps, { em, query }: Arrival, attempt: Attempt): Promise<boolean> {
  const { workspaceId, id, connectionId } = attempt;
  const session = deps.verifier && !reasonInQuery(deps, query) ? query.session_uri : undefined;
  const sealed = session === undefined ? null : deps.vault.seal(session, returnSessionContext(attempt));
  const now = deps.clock.now();
  const isFirst = await em.fork().transactional(async (tx) => {
    const claimed = await claimReturn(tx, attempt, { now, sealed });
    if (claimed?.status !== 'open') return false;
    const startAfter = new Date(now.getTime() + ASK_AGAIN_MS);
    await deps.jobs.send(tx, verifyAttemptJob, { data: { workspaceId, connectionId, attemptId: id }, startAfter });
    return true;
  });
  Object.assign(attempt, { returnedAt: now, returnSessionSealed: sealed });
  return isFirst;
}

/** What a second visit of the same link is told. */
async function presentOutcome(em: EntityManager, { workspaceId, id }: Attempt): Promise<ReturnOutcome['outcome']> {
  const { status, reasonCode } = await em.fork().findOneOrFail(Attempt, { workspaceId, id });
  if (status === 'open') return 'verifying';
  if (status === 'authorized') return 'connected';
  return reasonCode ?? (status === 'refused' ? 'provider_failed' : status);
}

/** When the provider cannot say yet, a job goes on asking, and the page follows the connection's status. */
async function verify(
  deps: ConnectionsDeps,
  { em, query }: Arrival,
  attempt: Attempt,
): Promise<ReturnOutcome['outcome']> {
  const key = { workspaceId: attempt.workspaceId, connectionId: attempt.connectionId, attemptId: attempt.id };
  try {
    const reasonIfNotActive = reasonInQuery(deps, query);
    const verdict = await verifyOpenAttempt(deps, { em, attempt, ...(reasonIfNotActive && { reasonIfNotActive }) });
    if (verdict?.is === 'authorized') return 'connected';
    if (verdict?.is === 'refused') return verdict.reason.code;
    if (!verdict) return await presentOutcome(em, attempt);
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    deps.log.warn({ err: error, attemptId: attempt.id }, 'return: the provider cannot be asked now, a job will');
  }
  await noteReturn(deps, em, key);
  return 'verifying';
}

/** How a return of the right person ends the attempt, should its account not be active all the same. */
function reasonInQuery({ verifier }: ConnectionsDeps, query: ReturnQuery): Reason | undefined {
  if (saysRefused(query)) return reason('denied', query.error ?? null);
  if (verifier && query.session_uri === undefined) return reason('provider_failed', 'the return carried no session');
  return undefined;
}

/** Where it is not decided at once, the return stands in the history; the job that was sent with it follows it up. */
async function noteReturn(deps: ConnectionsDeps, em: EntityManager, key: AttemptKey): Promise<void> {
  const { workspaceId, connectionId: id, attemptId } = key;
  await changeIfThere(deps, { em, workspaceId, id }, async ({ connection, note }) => {
    if (connection.attemptId === attemptId) await note({ event: 'returned', actor: PROVIDER });
  });
}
