import { hashSecret } from '../../platform/crypto/secret.ts';
import { claimReturn, type Attempt, type ConnectionsDeps, returnSessionContext } from '../connections/index.ts';
import { receiveSessionReturn, sessionReturn } from '../connect-sessions/index.ts';
import { firstFailedEndUserCheck } from './checks/index.ts';
import type { Arrival, ReturnOutcome } from './arrival.ts';
import { reasonInQuery } from './reason-in-query.ts';
import { rejectReturn } from './reject-return.ts';
import { presentOutcome } from './verify-return.ts';

/**
 * A return in a connect session. There is no account here whose person could be checked: the browser has to be that of the window
 * the attempt was opened in, and the code in the answer lets the product's service say who is signed in there.
 */
export async function receiveEndUser(
  deps: ConnectionsDeps,
  arrival: Arrival,
  attempt: Attempt,
): Promise<ReturnOutcome> {
  const { em, appName, query } = arrival;
  const browserSecret = arrival.browserSecretOf(attempt.id);
  const objection = firstFailedEndUserCheck({ attempt, appName, browserSecret, now: deps.clock.now() });
  if (objection === 'wrong_browser') {
    await rejectReturn(deps, em, { attempt, code: objection });
    return { outcome: objection, connectionId: null };
  }
  if (objection && attempt.status === 'open') await rejectReturn(deps, em, { attempt, code: objection });
  if (objection) return shown(arrival, attempt, attempt.status === 'open' ? objection : undefined);
  if (!arrival.isWellFormed) return { outcome: 'invalid', connectionId: null };
  const reasonIfNotActive = reasonInQuery(deps, query);
  const given = deps.verifier && !reasonIfNotActive ? query.session_uri : undefined;
  if (!(await consume(deps, arrival, { attempt, given }))) return shown(arrival, attempt);
  arrival.onRecorded?.(null);
  const session = await receiveSessionReturn(deps, { em, attempt, reasonIfNotActive });
  return { outcome: outcomeOf(session.data.outcome), connectionId: null, session };
}

/** The same link again: it has no code any more. */
export async function shown(
  { em }: Pick<Arrival, 'em'>,
  attempt: Attempt,
  objection?: ReturnOutcome['outcome'],
): Promise<ReturnOutcome> {
  const outcome = objection ?? (await presentOutcome(em, attempt));
  const isReason = outcome !== 'connected' && outcome !== 'verifying' && outcome !== 'verifier_off';
  const session = await sessionReturn(em, { attempt, outcome: isReason ? outcome : 'unknown' });
  return { outcome, connectionId: null, session };
}

/** No job follows up: without the browser that is being answered there is nothing to confirm. */
function consume(
  deps: ConnectionsDeps,
  { em }: Arrival,
  { attempt, given }: { attempt: Attempt; given: string | undefined },
): Promise<boolean> {
  const now = deps.clock.now();
  const sealed = given === undefined ? null : deps.vault.seal(given, returnSessionContext(attempt));
  const hash = given === undefined ? null : hashSecret(given);
  return em.fork().transactional(async (tx) => {
    const claimed = await claimReturn(tx, attempt, { now, sealed, hash });
    if (claimed?.status !== 'open') return false;
    Object.assign(attempt, { returnedAt: now, returnSessionSealed: sealed });
    return true;
  });
}

function outcomeOf(outcome: string): ReturnOutcome['outcome'] {
  return outcome === 'confirming' || outcome === 'unavailable' ? 'verifying' : (outcome as ReturnOutcome['outcome']);
}
