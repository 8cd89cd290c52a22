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
 * Rejects a return that did not fit. Its sender has the nonce and is not the person, or not in the browser, that the attempt
 * was opened for, so the account may be theirs: an open attempt ends, and an activation is disputed as long as the nonce
 * lives. The first such return of an attempt leaves one line in the history; the others leave nothing.
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

/** What it means now. A refusal that is not legal any more is recorded as ignored. */
function factOf(
  { clock }: ConnectionsDeps,
  { connection }: Change,
  { attempt, code }: { attempt: Attempt; code: ReasonCode },
): ConnectionFact {
  const { id: attemptId, status, accountId, confirmedAt, expiresAt } = attempt;
  // What was recovered without any return is vouched for by nothing, and can be disputed for as long as it is in use.
  const isDisputable = (!confirmedAt || clock.now() < expiresAt) && TELLS_OF_ANOTHER.has(code);
  if (status === 'authorized' && isDisputable && accountId && accountId === connection.accountId) {
    return { type: 'account_disputed', accountId, reason: reason(code) };
  }
  return { type: code === 'lapsed' ? 'lapsed' : 'refused', attemptId, reason: reason(code) };
}

/** The person who started, in their browser, proves nothing against an account by being late or elsewhere. */
const TELLS_OF_ANOTHER: ReadonlySet<ReasonCode> = new Set(['wrong_person', 'wrong_browser']);
