import type { EntityManager } from '@mikro-orm/postgresql';
import { type ConnectionFact, type ReasonCode, reason } from '@patchbay/lifecycle';
import { Attempt } from '../connections/attempt.entity.ts';
import { type Change, changeIfThere } from '../connections/change-connection.ts';
import type { ConnectionsDeps } from '../connections/connections.deps.ts';
import { UNCLAIMED_MS } from '../connections/judge-attempt.ts';
import { PROVIDER } from '../workspaces/access.ts';

/**
 * Rejects a return that did not fit. Whoever holds the nonce was not the person, or not in the browser, that the attempt
 * was opened for, so the account may be theirs: an open attempt ends, and an activation that nobody has stood up for
 * gives its account back. The first such return of an attempt leaves one line in the history; the others leave nothing.
 */
export async function rejectReturn(
  deps: ConnectionsDeps,
  em: EntityManager,
  { attempt, code }: { attempt: Attempt; code: ReasonCode },
): Promise<void> {
  const { workspaceId, connectionId, id } = attempt;
  await changeIfThere(deps, { em, workspaceId, id: connectionId }, async (change) => {
    const fresh = { workspaceId, id, foreignReturnAt: null };
    const first = (await change.tx.nativeUpdate(Attempt, fresh, { foreignReturnAt: deps.clock.now() })) === 1;
    const now = await change.tx.findOneOrFail(Attempt, { workspaceId, id }, { disableIdentityMap: true });
    const fact = factOf(deps, change, { attempt: now, code });
    if (first || now.status === 'open' || fact.type === 'disowned') await change.apply(fact, PROVIDER);
  });
}

/** What it means now. A refusal that is not legal any more is recorded as ignored. */
function factOf(
  { clock }: ConnectionsDeps,
  { connection }: Change,
  { attempt, code }: { attempt: Attempt; code: ReasonCode },
): ConnectionFact {
  const { id: attemptId, status, accountId, confirmedAt } = attempt;
  const standsFor = confirmedAt ? clock.now().getTime() - confirmedAt.getTime() : 0;
  const isDoubtful = standsFor < UNCLAIMED_MS && TELLS_OF_ANOTHER.has(code);
  if (status === 'authorized' && isDoubtful && accountId && accountId === connection.accountId) {
    return { type: 'disowned', accountId, reason: reason(code) };
  }
  return { type: code === 'lapsed' ? 'lapsed' : 'refused', attemptId, reason: reason(code) };
}

/** The person who started, in their browser, proves nothing against an account by being late or elsewhere. */
const TELLS_OF_ANOTHER: ReadonlySet<ReasonCode> = new Set(['wrong_person', 'wrong_browser']);
