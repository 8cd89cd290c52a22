import type { EntityManager } from '@mikro-orm/postgresql';
import { type ConnectionFact, type ReasonCode, reason } from '@patchbay/lifecycle';
import {
  type Attempt,
  type Change,
  changeIfThere,
  type ConnectionsDeps,
  recordForeignReturn,
} from '../connections/index.ts';
import { PROVIDER } from '../access/index.ts';

/**
 * Rejects a return that failed a check. Its sender has the nonce, but is not the person or not in the browser that
 * opened the attempt, so the account may be theirs: an open attempt ends, and an activation is disputed while the
 * nonce is valid. Only the first such return of an attempt adds a history entry.
 */
export async function rejectReturn(
  deps: ConnectionsDeps,
  em: EntityManager,
  { attempt, code }: { attempt: Attempt; code: ReasonCode },
): Promise<void> {
  const { workspaceId, connectionId } = attempt;
  await changeIfThere(deps, { em, workspaceId, id: connectionId }, async (change) => {
    const { isFirst, attempt: now } = await recordForeignReturn(change.tx, attempt, deps.clock.now());
    const fact = factOf(deps, change, { attempt: now, code });
    if (isFirst || now.status === 'open' || fact.type === 'account_disputed') await change.apply(fact, PROVIDER);
  });
}

/** The event for the machine. A refusal that is no longer legal is recorded as ignored. */
function factOf(
  { clock }: ConnectionsDeps,
  { connection }: Change,
  { attempt, code }: { attempt: Attempt; code: ReasonCode },
): ConnectionFact {
  const { id: attemptId, status, accountId, confirmedAt, expiresAt } = attempt;
  // An attempt recovered without a return has no confirmation, so it can be disputed for as long as it is in use.
  const isDisputable = (!confirmedAt || clock.now() < expiresAt) && POINTS_TO_ANOTHER_PERSON.has(code);
  if (status === 'authorized' && isDisputable && accountId && accountId === connection.accountId) {
    return { type: 'account_disputed', accountId, reason: reason(code) };
  }
  return { type: code === 'lapsed' ? 'lapsed' : 'refused', attemptId, reason: reason(code) };
}

/** Reasons that point to another person. Being late or in another workspace proves nothing against the account. */
const POINTS_TO_ANOTHER_PERSON: ReadonlySet<ReasonCode> = new Set(['wrong_person', 'wrong_browser']);
