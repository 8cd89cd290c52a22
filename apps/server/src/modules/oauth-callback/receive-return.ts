import type { EntityManager } from '@mikro-orm/postgresql';
import { reason, type Reason, type ReasonCode } from '@patchbay/lifecycle';
import { hashSecret } from '../../platform/crypto/secret.ts';
import type { ParameterOf } from '../../platform/orm/prepare.ts';
import { prepareFindOne } from '../../platform/orm/prepare-find-one.ts';
import { statements } from '../../platform/orm/tables.ts';
import { addToLogContext } from '../../platform/logging/log-context.ts';
import { Attempt, type ConnectionsDeps } from '../connections/index.ts';
import type { Session } from '../identity/index.ts';
import { firstFailedCheck } from './checks/index.ts';
import { consumeReturn } from './consume-return.ts';
import { rejectReturn } from './reject-return.ts';
import type { ReturnFacts } from './return-facts.ts';
import { type ReturnQuery, saysRefused } from './return.query.ts';
import { presentOutcome, verifyReturn } from './verify-return.ts';

/** What the return page shows. Only the person who started the attempt learns its connection. */
export interface ReturnOutcome {
  outcome: 'connected' | 'verifying' | 'unknown' | 'invalid' | 'verifier_off' | ReasonCode;
  connectionId: string | null;
}

export interface Arrival {
  em: EntityManager;
  appName: string;
  query: ReturnQuery;
  /** Whether all of the query could be parsed. Otherwise the return is judged, but never consumed. */
  isWellFormed: boolean;
  /** Called once the return is recorded: from then on it is followed up, even if the process dies. */
  onRecorded?: (connectionId: string | null) => void;
  /** Called only when there is an attempt: guessing a nonce costs one index lookup. */
  readSession: (workspaceId: string) => Promise<Session | null>;
  /** Reads this browser's cookie for an attempt. */
  browserSecretOf: (attemptId: string) => string | undefined;
}

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

/** The reason with which a return of the right person ends the attempt if its account is not active. */
function reasonInQuery({ verifier }: ConnectionsDeps, query: ReturnQuery): Reason | undefined {
  if (saysRefused(query)) return reason('denied', query.error ?? null);
  if (verifier && query.session_uri === undefined) return reason('provider_failed', 'the return carried no session');
  return undefined;
}
