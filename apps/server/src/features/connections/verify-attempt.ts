import type { EntityManager } from '@mikro-orm/postgresql';
import { type Reason } from '@patchbay/lifecycle';
import type { Account } from '../provider/provider.port.ts';
import { type Actor, PROVIDER } from '../workspaces/access.ts';
import { Attempt } from './attempt.entity.ts';
import { changeConnection } from './change-connection.ts';
import { verifyAttemptJob } from './connection-jobs.ts';
import type { ConnectionsDeps } from './connections.deps.ts';
import { judgeAttempt, type Verdict } from './judge-attempt.ts';

export interface AttemptKey {
  workspaceId: string;
  connectionId: string;
  attemptId: string;
}

export interface Verification extends AttemptKey {
  em: EntityManager;
  /** Ends an attempt that is still waiting, for example because the person came back with a refusal. */
  otherwise?: Reason;
}

/**
 * Reads the attempt's account from the provider and does what the answer means. Answers the verdict, or nothing where
 * the attempt was not open any more. Throws `ProviderFailure` when the provider cannot be asked; the attempt is then as
 * it was.
 */
export async function verifyAttempt(deps: ConnectionsDeps, key: Verification): Promise<Verdict | undefined> {
  const attempt = await key.em.fork().findOne(Attempt, { workspaceId: key.workspaceId, id: key.attemptId });
  if (attempt?.status !== 'open') return undefined;
  const account = await readAccountOf(deps, attempt);
  if (account === 'unknown') return key.otherwise ? refuse(deps, key, key.otherwise) : { is: 'waiting' };
  const verdict = judgeAttempt({ attempt, account, now: deps.clock.now(), policy: deps.activationPolicy });
  return settle(deps, key, verdict);
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
  if (key.otherwise) return refuse(deps, key, key.otherwise);
  if (verdict.is === 'unclaimed') await noteUnclaimed(deps, key);
  return verdict;
}

/** `unknown`: the provider's answer to our request for a link never reached us, and it has no such account. */
async function readAccountOf({ provider }: ConnectionsDeps, attempt: Attempt): Promise<Account | null | 'unknown'> {
  if (attempt.accountId) return provider.readAccount(attempt.accountId);
  return (await provider.findAccount(attempt.workspaceId, attempt.id)) ?? 'unknown';
}

async function authorize(
  deps: ConnectionsDeps,
  { em, workspaceId, connectionId, attemptId }: Verification,
  verdict: Extract<Verdict, { is: 'authorized' }>,
): Promise<Verdict | undefined> {
  const { account } = verdict;
  const legal = await changeConnection(
    deps,
    { em, workspaceId, id: connectionId },
    async ({ tx, connection, apply }) => {
      await tx.nativeUpdate(Attempt, { workspaceId, id: attemptId, accountId: null }, { accountId: account.id });
      const applied = await apply({ type: 'authorized', attemptId, accountId: account.id }, PROVIDER);
      if (!applied.legal) return false;
      const attempt = await tx.findOneOrFail(Attempt, { workspaceId, id: attemptId });
      const connectedBy: Actor = { kind: 'user', id: attempt.userId, name: attempt.userName };
      Object.assign(connection, { connectedBy, connectedAt: deps.clock.now(), accountIdentity: account.identity });
      return true;
    },
  );
  return legal ? verdict : undefined;
}

async function refuse(
  deps: ConnectionsDeps,
  { em, workspaceId, connectionId, attemptId }: Verification,
  why: Reason,
): Promise<Verdict | undefined> {
  const type = why.code === 'lapsed' ? 'lapsed' : 'refused';
  const { legal } = await changeConnection(deps, { em, workspaceId, id: connectionId }, ({ apply }) =>
    apply({ type, attemptId, reason: why }, PROVIDER),
  );
  return legal ? { is: 'refused', reason: why } : undefined;
}

/** The clock of the recovery starts here, once. */
async function noteUnclaimed({ clock }: ConnectionsDeps, { em, workspaceId, attemptId }: Verification): Promise<void> {
  const where = { workspaceId, id: attemptId, status: 'open' as const, activeSeenAt: null };
  await em.fork().nativeUpdate(Attempt, where, { activeSeenAt: clock.now() });
}
