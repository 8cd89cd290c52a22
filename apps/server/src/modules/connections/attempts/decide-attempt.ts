import type { EntityManager } from '@mikro-orm/postgresql';
import type { ConnectionView } from '@patchbay/contracts';
import { reason, type Reason } from '@patchbay/lifecycle';
import { hashSecret, matchesHash } from '../../../platform/crypto/secret.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Actor } from '../../access/index.ts';
import { type Change, type ConnectionKey, changeIfThere } from '../change-connection.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { Attempt } from './attempt.entity.ts';
import { confirmedConnection } from './first-result.ts';

/** What a customer's service says of an end user who has returned. */
export interface Decision extends Omit<ConnectionKey, 'version'> {
  attemptId: string;
  code: string;
  /** Whether the end user of the session is the one who is signed in at the product, in the browser that returned. */
  isSamePerson: boolean;
  /** What the service said, to recognize a repetition. */
  said: string;
  actor: Actor;
}

export type Decided = { outcome: 'connected'; connection: ConnectionView } | { outcome: 'refused' };

/** Milliseconds for which a repetition gets the first result. */
const REPEATS_MS = 10 * 60_000;

/**
 * Decides an end user's attempt, once: by one guarded UPDATE, under the lock that the sweeper, the end of the session and the
 * deletion of the workspace take too. A repetition gets the first result; undefined for everything else, and when the attempt
 * has ended in another way.
 */
export async function decideAttempt(deps: ConnectionsDeps, decision: Decision): Promise<Decided | undefined> {
  const done = await changeIfThere(deps, decision, async (change) => {
    const attempt = await claim(deps, change, decision);
    if (!attempt) return { decided: await firstResult(deps, change.tx, decision) };
    const { legal } = decision.isSamePerson
      ? await activate(deps, change, { attempt, decision })
      : await change.apply({ type: 'refused', attemptId: attempt.id, reason: WRONG_PERSON }, decision.actor);
    if (!legal) return { decided: undefined };
    if (!decision.isSamePerson) return { decided: REFUSED };
    // In this transaction: a moment later the connection may be removed, and what was confirmed has to be answered as such.
    await change.tx.flush();
    return { decided: { outcome: 'connected' as const, connection: await confirmedConnection(change.tx, decision) } };
  });
  // The connection was removed: nothing is decided any more, and what was decided stays so.
  return done ? done.decided : firstResult(deps, decision.em.fork(), decision);
}

const REFUSED = { outcome: 'refused' } as const;

const WRONG_PERSON: Reason = reason('wrong_person');

async function claim(
  { clock }: ConnectionsDeps,
  { tx }: Change,
  { workspaceId, attemptId, code, said }: Decision,
): Promise<Attempt | undefined> {
  const now = clock.now();
  const claimed = await db(tx)
    .updateTable('connection_attempts')
    .set({ decided_at: now, decided_for: hashSecret(said) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', attemptId)
    .where('status', '=', 'open')
    .where('code_hash', '=', hashSecret(code))
    .where('decided_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst();
  return claimed && tx.findOneOrFail(Attempt, { workspaceId, id: attemptId });
}

async function activate(
  { clock }: ConnectionsDeps,
  { connection, apply }: Change,
  { attempt, decision }: { attempt: Attempt; decision: Decision },
): Promise<{ legal: boolean }> {
  if (!attempt.confirmationOf) throw new Error('a code was given without what it is for');
  const { accountId, accountIdentity, ...access } = attempt.confirmationOf;
  const { legal } = await apply({ type: 'confirmed', attemptId: attempt.id, accountId }, decision.actor);
  if (!legal) return { legal };
  const connectedBy: Actor = { kind: 'end_user', id: attempt.endUserId ?? '', name: attempt.userName };
  const now = clock.now();
  Object.assign(connection, { connectedBy, accountIdentity, ...access, connectedAt: now, checkedAt: now });
  return { legal };
}

async function firstResult(
  { clock }: ConnectionsDeps,
  tx: EntityManager,
  decision: Decision,
): Promise<Decided | undefined> {
  const { workspaceId, attemptId, code, said } = decision;
  const attempt = await tx.findOne(Attempt, { workspaceId, id: attemptId });
  if (!attempt?.decidedAt || !attempt.codeHash || !attempt.decidedFor) return undefined;
  const isRepeated = matchesHash(code, attempt.codeHash) && matchesHash(said, attempt.decidedFor);
  const isRecent = clock.now().getTime() - attempt.decidedAt.getTime() < REPEATS_MS;
  if (!isRepeated || !isRecent) return undefined;
  if (attempt.status !== 'authorized') return REFUSED;
  return { outcome: 'connected', connection: await confirmedConnection(tx, decision) };
}
