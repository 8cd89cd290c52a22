import type { EntityManager } from '@mikro-orm/postgresql';
import { type ReasonCode, reason } from '@patchbay/lifecycle';
import { hashSecret } from '../../platform/crypto/secret.ts';
import { Attempt } from '../connections/attempt.entity.ts';
import { changeConnection } from '../connections/change-connection.ts';
import type { ConnectionsDeps } from '../connections/connections.deps.ts';
import { verifyAttemptJob } from '../connections/connection-jobs.ts';
import { type AttemptKey, verifyAttempt } from '../connections/verify-attempt.ts';
import { ProviderFailure } from '../provider/provider.port.ts';
import { PROVIDER } from '../workspaces/access.ts';
import { membershipOf } from '../workspaces/membership.ts';
import type { Session } from '../workspaces/sessions.ts';
import { objectionTo } from './checks/index.ts';
import { type ReturnQuery, saysRefused } from './return.query.ts';

/** What the return page says. The connection is named only to the person who started. */
export interface ReturnOutcome {
  outcome: 'connected' | 'verifying' | 'unknown' | ReasonCode;
  connectionId: string | null;
  attemptId: string | null;
}

export interface Arrival {
  em: EntityManager;
  appName: string;
  query: ReturnQuery;
  session: Session | null;
  /** Reads this browser's cookie for an attempt. */
  browserSecretOf: (attemptId: string) => string | undefined;
}

const UNKNOWN: ReturnOutcome = { outcome: 'unknown', connectionId: null, attemptId: null };

/**
 * Somebody comes back from the provider. Finds the attempt by its nonce, rejects what does not fit, lets exactly one
 * return through, and only then asks the provider what really happened.
 */
export async function receiveReturn(deps: ConnectionsDeps, arrival: Arrival): Promise<ReturnOutcome> {
  const attempt = await arrival.em.fork().findOne(Attempt, { nonceHash: hashSecret(arrival.query.nonce) });
  if (!attempt) return UNKNOWN;
  const objection = objectionTo(await factsOf(deps, arrival, attempt));
  if (objection) return reject(deps, arrival, { attempt, code: objection });
  const place = { connectionId: attempt.connectionId, attemptId: attempt.id };
  if (!(await claim(deps, arrival, attempt))) return { ...place, outcome: await presentOutcome(arrival, attempt) };
  return { ...place, outcome: await verify(deps, arrival, attempt) };
}

async function factsOf({ clock }: ConnectionsDeps, arrival: Arrival, attempt: Attempt) {
  const { em, session, appName } = arrival;
  const membership = session && (await membershipOf(em, session.user.id, attempt.workspaceId));
  const browserSecret = arrival.browserSecretOf(attempt.id);
  return { attempt, appName, session, role: membership?.role ?? null, browserSecret, now: clock.now() };
}

/** Ends the attempt: whoever holds its nonce was not the person, or not in the browser, that it was opened for. */
async function reject(
  deps: ConnectionsDeps,
  { em, session }: Arrival,
  { attempt, code }: { attempt: Attempt; code: ReasonCode },
): Promise<ReturnOutcome> {
  const { workspaceId, connectionId, id: attemptId, status } = attempt;
  if (status === 'open') {
    const type = code === 'lapsed' ? 'lapsed' : 'refused';
    await changeConnection(deps, { em, workspaceId, id: connectionId }, ({ apply }) =>
      apply({ type, attemptId, reason: reason(code) }, PROVIDER),
    );
  }
  const isStarter = session?.user.id === attempt.userId;
  return { outcome: code, connectionId: isStarter ? connectionId : null, attemptId: isStarter ? attemptId : null };
}

/** Uses the nonce up, by one guarded UPDATE: of any number of returns at once, one gets through. */
async function claim({ clock }: ConnectionsDeps, { em }: Arrival, { workspaceId, id }: Attempt): Promise<boolean> {
  const unused = { workspaceId, id, status: 'open' as const, returnedAt: null };
  return (await em.fork().nativeUpdate(Attempt, unused, { returnedAt: clock.now() })) === 1;
}

/** What a second visit of the same link is told. */
async function presentOutcome({ em }: Arrival, attempt: Attempt): Promise<ReturnOutcome['outcome']> {
  const { status, reasonCode } = await em
    .fork()
    .findOneOrFail(Attempt, { workspaceId: attempt.workspaceId, id: attempt.id });
  if (status === 'open') return 'verifying';
  if (status === 'authorized') return 'connected';
  return status === 'refused' ? (reasonCode ?? 'provider_failed') : status;
}

/** When the provider cannot say yet, a job goes on asking, and the page follows the connection's status. */
async function verify(
  deps: ConnectionsDeps,
  { em, query }: Arrival,
  attempt: Attempt,
): Promise<ReturnOutcome['outcome']> {
  const { workspaceId, connectionId, id: attemptId } = attempt;
  const key = { workspaceId, connectionId, attemptId };
  const refusal = saysRefused(query) ? { otherwise: reason('denied', query.error ?? null) } : {};
  try {
    const verdict = await verifyAttempt(deps, { em, ...key, ...refusal });
    if (verdict?.is === 'authorized') return 'connected';
    if (verdict?.is === 'refused') return verdict.reason.code;
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    deps.log.warn({ err: error, attemptId }, 'return: the provider cannot be asked now, a job will');
  }
  await noteReturn(deps, em, key);
  return 'verifying';
}

/** The return counts from here on, whatever becomes of this process: it stands in the history, and a job follows it up. */
async function noteReturn(deps: ConnectionsDeps, em: EntityManager, key: AttemptKey): Promise<void> {
  const { workspaceId, connectionId: id, attemptId } = key;
  await changeConnection(deps, { em, workspaceId, id }, async ({ tx, connection, note }) => {
    if (connection.attemptId !== attemptId) return;
    await note({ event: 'returned', actor: PROVIDER });
    await deps.jobs.send(tx, verifyAttemptJob, { data: key });
  });
}
