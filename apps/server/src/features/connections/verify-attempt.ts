import type { EntityManager } from '@mikro-orm/postgresql';
import { reason, type Reason } from '@patchbay/lifecycle';
import type { Job } from '../../platform/jobs/job.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { Account } from '../provider/provider.port.ts';
import { type Actor, PROVIDER } from '../workspaces/access.ts';
import { membershipOf } from '../workspaces/membership.ts';
import { isAtLeast } from '../workspaces/roles.ts';
import { type AttemptKey, attemptKey } from './attempt-key.ts';
import { Attempt } from './attempt.entity.ts';
import { changeIfThere } from './change-connection.ts';
import { confirmReturn } from './confirm-return.ts';
import type { ConnectionsDeps } from './connections.deps.ts';
import { judgeAttempt, type Verdict } from './judge-attempt.ts';
import { isSameOwner } from './same-owner.ts';

/** Reads an attempt's account again: after a return that could not be verified at once. */
export const verifyAttemptJob = {
  name: 'verify-attempt',
  data: attemptKey,
  retryLimit: 20,
  retryDelayMax: 15,
} satisfies Job;

export interface Verification {
  em: EntityManager;
  /** As it was when it was last known to be open; what may have changed since is asked again under the lock. */
  attempt: Attempt;
  /** Whether a return that passed every check is being answered at this moment. */
  arriving?: boolean;
  /** Ends an attempt that is still waiting, for example because the person came back with a refusal. */
  otherwise?: Reason;
}

/** The same as {@link verifyOpenAttempt} for an attempt that has to be looked up first. */
export async function verifyAttempt(
  deps: ConnectionsDeps,
  { em, workspaceId, attemptId }: AttemptKey & { em: EntityManager },
): Promise<Verdict | undefined> {
  const attempt = await em.fork().findOne(Attempt, { workspaceId, id: attemptId });
  return attempt?.status === 'open' ? verifyOpenAttempt(deps, { em, attempt }) : undefined;
}

/**
 * Reads the attempt's account from the provider and does what the answer means. Answers the verdict, or nothing where
 * the attempt was not open any more. Throws `ProviderFailure` when the provider cannot be asked; the attempt is then as
 * it was.
 */
export async function verifyOpenAttempt(deps: ConnectionsDeps, key: Verification): Promise<Verdict | undefined> {
  const { em, attempt } = key;
  const confirmation = key.otherwise ? 'nothing' : await confirmReturn(deps, em, attempt);
  const otherwise = key.otherwise ?? (confirmation === 'refused' ? reason('wrong_account') : undefined);
  // Confirmed now: the person is no less there than when they came back, however long ago that was.
  const arriving = key.arriving ?? confirmation === 'confirmed';
  const account = await readAccountOf(deps, attempt);
  if (account === 'unknown') return otherwise ? refuse(deps, key, otherwise) : { is: 'waiting' };
  const verdict = judgeAttempt({ attempt, account, now: deps.clock.now(), arriving, policy: deps.activationPolicy });
  return settle(deps, { ...key, arriving, ...(otherwise && { otherwise }) }, verdict);
}

/** Milliseconds between two questions about an attempt whose person has come back. */
const ASK_AGAIN_MS = 3_000;

/** Goes on asking until the attempt is over; its deadline ends that too. */
export async function keepVerifying(deps: ConnectionsDeps, em: EntityManager, key: AttemptKey): Promise<void> {
  const verdict = await verifyAttempt(deps, { em, ...key });
  if (verdict?.is !== 'waiting' && verdict?.is !== 'unclaimed') return;
  const startAfter = new Date(deps.clock.now().getTime() + ASK_AGAIN_MS);
  await em.fork().transactional((tx) => deps.jobs.send(tx, verifyAttemptJob, { data: key, startAfter }));
}

async function settle(deps: ConnectionsDeps, key: Verification, verdict: Verdict): Promise<Verdict | undefined> {
  if (verdict.is === 'authorized') return authorize(deps, key, verdict);
  if (verdict.is === 'refused') return refuse(deps, key, verdict.reason);
  if (verdict.is === 'unclaimed') await noteUnclaimed(deps, key);
  else if (key.otherwise) return refuse(deps, key, key.otherwise);
  return verdict;
}

/** `unknown`: the provider's answer to our request for a link never reached us, and it has no such account. */
async function readAccountOf({ provider }: ConnectionsDeps, attempt: Attempt): Promise<Account | null | 'unknown'> {
  if (attempt.accountId) return provider.readAccount(attempt.accountId);
  return (await provider.findAccount(attempt.workspaceId, attempt.id)) ?? 'unknown';
}

async function authorize(
  deps: ConnectionsDeps,
  { em, attempt, arriving }: Verification,
  { account }: Extract<Verdict, { is: 'authorized' }>,
): Promise<Verdict | undefined> {
  const { workspaceId, connectionId, id: attemptId } = attempt;
  return changeIfThere(deps, { em, workspaceId, id: connectionId }, async ({ tx, connection, apply }) => {
    const objection = await objectionTo(tx, attempt, isSameOwner(connection, account));
    if (objection) {
      const { legal } = await apply({ type: 'refused', attemptId, reason: objection }, PROVIDER);
      return legal ? ({ is: 'refused', reason: objection } as const) : undefined;
    }
    const { legal } = await apply({ type: 'authorized', attemptId, accountId: account.id }, PROVIDER);
    if (!legal) return undefined;
    const now = deps.clock.now();
    await executeSql(tx, CONFIRM, [workspaceId, attemptId, account.id, arriving ? now : null]);
    const connectedBy: Actor = { kind: 'user', id: attempt.userId, name: attempt.userName };
    const times = { connectedAt: now, checkedAt: now };
    Object.assign(connection, { connectedBy, accountIdentity: account.identity, ...times });
    return { is: 'authorized', account } as const;
  });
}

/** An attempt that is recovered without a return is confirmed by nobody, unless it was before. */
const CONFIRM = `
  update connection_attempts set account_id = $3, confirmed_at = coalesce($4, confirmed_at)
   where workspace_id = $1 and id = $2`;

/** What our own tables have against it at the last moment: a return may be minutes old, or never have come. */
async function objectionTo(tx: EntityManager, attempt: Attempt, sameOwner: boolean): Promise<Reason | undefined> {
  if (!sameOwner) return reason('wrong_account');
  const membership = await membershipOf(tx, attempt.userId, attempt.workspaceId);
  return membership && isAtLeast(membership.role, 'admin') ? undefined : reason('wrong_workspace');
}

async function refuse(deps: ConnectionsDeps, { em, attempt }: Verification, why: Reason): Promise<Verdict | undefined> {
  const { workspaceId, connectionId, id: attemptId } = attempt;
  const type = why.code === 'lapsed' ? 'lapsed' : 'refused';
  const applied = await changeIfThere(deps, { em, workspaceId, id: connectionId }, ({ apply }) =>
    apply({ type, attemptId, reason: why }, PROVIDER),
  );
  return applied?.legal ? { is: 'refused', reason: why } : undefined;
}

/** The clock of the recovery starts here, once. */
async function noteUnclaimed({ clock }: ConnectionsDeps, { em, attempt }: Verification): Promise<void> {
  if (attempt.activeSeenAt) return;
  const { workspaceId, id } = attempt;
  const where = { workspaceId, id, status: 'open' as const, activeSeenAt: null };
  await em.fork().nativeUpdate(Attempt, where, { activeSeenAt: clock.now() });
}
