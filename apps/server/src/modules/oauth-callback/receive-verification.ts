import type { EntityManager } from '@mikro-orm/postgresql';
import { hashSecret } from '../../platform/crypto/secret.ts';
import { addToLogContext } from '../../platform/logging/log-context.ts';
import type { Attempt, ConnectionsDeps, StartedAttempt } from '../connections/index.ts';
import type { Session } from '../identity/index.ts';
import { firstFailedCheck } from './checks/index.ts';
import { consumeReturn } from './consume-return.ts';
import type { ReturnOutcome } from './arrival.ts';
import { receiveEndUser, shown } from './receive-end-user.ts';
import { rejectReturn } from './reject-return.ts';
import { presentOutcome, verifyReturn } from './verify-return.ts';

export interface VerifierArrival {
  em: EntityManager;
  session: string;
  /** The attempts that this browser started, open or not. Its cookies prove them. */
  started: StartedAttempt[];
  /** Called once the return is recorded: from then on it is followed up, even if the process dies. */
  onRecorded?: (connectionId: string | null) => void;
  readSession: (workspaceId: string) => Promise<Session | null>;
}

const UNKNOWN: ReturnOutcome = { outcome: 'unknown', connectionId: null };

/**
 * Handles a return to the verifier URL, which carries only a session. Only the browser can tell which attempt it
 * belongs to: it must have started exactly one that is open. The provider is then asked once, with that attempt's own
 * user, because a wrong guess would end another person's authorization. With several open attempts it is not asked,
 * and all of them end.
 */
export async function receiveVerification(deps: ConnectionsDeps, arrival: VerifierArrival): Promise<ReturnOutcome> {
  if (!deps.verifier) return { outcome: 'verifier_off', connectionId: null };
  const { started, session } = arrival;
  const hash = hashSecret(session);
  const visited = started.find(({ returnSessionHash }) => returnSessionHash === hash);
  if (visited) return secondVisit(arrival, visited);
  const [attempt, ...others] = started.filter(({ status }) => status === 'open');
  if (!attempt) return UNKNOWN;
  return others.length === 0 ? judge(deps, arrival, attempt) : endAll(deps, arrival, [attempt, ...others]);
}

/** Every check of a return with a nonce, except for the app in its path. */
async function judge(deps: ConnectionsDeps, arrival: VerifierArrival, attempt: StartedAttempt): Promise<ReturnOutcome> {
  const { em, session } = arrival;
  addToLogContext({ workspaceId: attempt.workspaceId });
  if (attempt.sessionId) return judgeEndUser(deps, arrival, attempt);
  const person = await arrival.readSession(attempt.workspaceId);
  const connectionId = person?.user.id === attempt.userId ? attempt.connectionId : null;
  const { appSlug: appName, browserSecret } = attempt;
  const objection = firstFailedCheck({ attempt, appName, session: person, browserSecret, now: deps.clock.now() });
  if (objection) {
    await rejectReturn(deps, em, { attempt, code: objection });
    return { outcome: objection, connectionId };
  }
  const isFirst = await consumeReturn(deps, em, { attempt, session });
  arrival.onRecorded?.(connectionId);
  const outcome = isFirst ? verifyReturn(deps, em, { attempt }) : presentOutcome(em, attempt);
  return { outcome: await outcome, connectionId };
}

/** The same for an end user, whose browser is given the code. */
function judgeEndUser(
  deps: ConnectionsDeps,
  { em, session, onRecorded, readSession }: VerifierArrival,
  attempt: StartedAttempt,
): Promise<ReturnOutcome> {
  const arrival = { em, readSession, isWellFormed: true, query: { nonce: '', session_uri: session } };
  const known = { appName: attempt.appSlug, browserSecretOf: () => attempt.browserSecret };
  return receiveEndUser(deps, { ...arrival, ...known, ...(onRecorded && { onRecorded }) }, attempt);
}

/** Shows the outcome without asking the provider. */
async function secondVisit({ em, readSession }: VerifierArrival, attempt: Attempt): Promise<ReturnOutcome> {
  if (attempt.sessionId) return shown({ em }, attempt);
  const person = await readSession(attempt.workspaceId);
  if (person?.user.id !== attempt.userId) return UNKNOWN;
  return { outcome: await presentOutcome(em, attempt), connectionId: attempt.connectionId };
}

async function endAll(deps: ConnectionsDeps, { em }: VerifierArrival, attempts: Attempt[]): Promise<ReturnOutcome> {
  for (const attempt of attempts) await rejectReturn(deps, em, { attempt, code: 'several_attempts' });
  return { outcome: 'several_attempts', connectionId: null };
}
