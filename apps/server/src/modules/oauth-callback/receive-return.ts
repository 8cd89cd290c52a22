import { hashSecret } from '../../platform/crypto/secret.ts';
import type { ParameterOf } from '../../platform/orm/prepare.ts';
import { prepareFindOne } from '../../platform/orm/prepare-find-one.ts';
import { statements } from '../../platform/orm/tables.ts';
import { addToLogContext } from '../../platform/logging/log-context.ts';
import { Attempt, type ConnectionsDeps } from '../connections/index.ts';
import type { Arrival, ReturnOutcome } from './arrival.ts';
import { receiveEndUser } from './receive-end-user.ts';
import { firstFailedCheck } from './checks/index.ts';
import { consumeReturn } from './consume-return.ts';
import { reasonInQuery } from './reason-in-query.ts';
import { rejectReturn } from './reject-return.ts';
import type { ReturnFacts } from './return-facts.ts';
import { presentOutcome, verifyReturn } from './verify-return.ts';

const UNKNOWN: ReturnOutcome = { outcome: 'unknown', connectionId: null };

/**
 * Handles a browser's return from the provider. Finds the attempt by its nonce, rejects returns that fail a check,
 * lets exactly one return through, and only then asks the provider what really happened.
 */
export async function receiveReturn(deps: ConnectionsDeps, arrival: Arrival): Promise<ReturnOutcome> {
  const { em, query } = arrival;
  const attempt = await findByNonce(em.fork(), { nonceHash: hashSecret(query.nonce) });
  if (!attempt) return UNKNOWN;
  addToLogContext({ workspaceId: attempt.workspaceId });
  if (attempt.sessionId) return receiveEndUser(deps, arrival, attempt);
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
  const reasonIfNotActive = reasonInQuery(deps, query);
  const session = deps.verifier && !reasonIfNotActive ? query.session_uri : undefined;
  const isFirst = await consumeReturn(deps, em, { attempt, session });
  arrival.onRecorded?.(connectionId);
  const outcome = isFirst ? verifyReturn(deps, em, { attempt, reasonIfNotActive }) : presentOutcome(em, attempt);
  return { outcome: await outcome, connectionId };
}

const findByNonce = prepareFindOne(Attempt, (columns, value: ParameterOf<Pick<Attempt, 'nonceHash'>>) =>
  statements.selectFrom('connection_attempts').select(columns).where('nonce_hash', '=', value('nonceHash')),
);

async function factsOf({ clock }: ConnectionsDeps, arrival: Arrival, attempt: Attempt): Promise<ReturnFacts> {
  const session = await arrival.readSession(attempt.workspaceId);
  const browserSecret = arrival.browserSecretOf(attempt.id);
  return { attempt, appName: arrival.appName, session, browserSecret, now: clock.now() };
}
