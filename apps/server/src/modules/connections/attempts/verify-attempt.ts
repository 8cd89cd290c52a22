import { type Account, ProviderFailure } from '@patchbay/provider';
import { isAtLeast } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { reason, type Reason } from '@patchbay/lifecycle';
import type { Job } from '../../../platform/jobs/job.ts';
import { prepare } from '../../../platform/orm/prepare.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import { type Actor, PROVIDER } from '../../access/index.ts';
import { membershipOf } from '../../identity/index.ts';
import { type AttemptKey, attemptKey } from './attempt-key.ts';
import { Attempt } from './attempt.entity.ts';
import { changeIfThere } from '../change-connection.ts';
import { confirmReturn } from './confirm-return.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { accessOf } from '../accounts/account-access.ts';
import { dropAccountJob } from '../accounts/drop-account.ts';
import { ownerOf } from '../accounts/owner-of.ts';
import { awaitConfirmation } from './await-confirmation.ts';
import { type Asker, judgeAttempt, returnCounts, type Verdict } from './judge-attempt.ts';
import { isSameOwner } from './same-owner.ts';

/** Reads an attempt's account again: after a return that could not be verified at once, or whose process died. */
export const verifyAttemptJob = {
  name: 'verify-attempt',
  data: attemptKey,
  retryLimit: 20,
  retryDelayMax: 15,
} satisfies Job;

export interface Verification {
  em: EntityManager;
  /** The attempt when it was last known to be open; whatever may have changed since is checked again under the lock. */
  attempt: Attempt;
  /** Defaults to a background check. */
  asker?: Asker;
  /**
   * In a connect session: the code for the browser that has just returned, and is being answered. Without it, as in every check in
   * the background, an end user's attempt becomes nothing more than it is.
   */
  code?: string;
  /** Ends an attempt that this check does not activate, for example because the person returned with a refusal. */
  reasonIfNotActive?: Reason;
}

/** The same as {@link verifyOpenAttempt} for an attempt that must be loaded first. */
export async function verifyAttempt(
  deps: ConnectionsDeps,
  { em, workspaceId, attemptId, ...rest }: AttemptKey & Pick<Verification, 'em' | 'asker'>,
): Promise<Verdict | undefined> {
  const attempt = await em.fork().findOne(Attempt, { workspaceId, id: attemptId });
  const { asker = 'background' } = rest;
  return attempt?.status === 'open' ? verifyOpenAttempt(deps, { em, attempt, asker }) : undefined;
}

/**
 * Reads the attempt's account from the provider and applies what it means. Returns the verdict; undefined when the
 * attempt was no longer open. Throws `ProviderFailure` when the provider cannot be asked; the attempt is then
 * unchanged.
 */
export async function verifyOpenAttempt(deps: ConnectionsDeps, key: Verification): Promise<Verdict | undefined> {
  const { em, attempt, asker = 'background' } = key;
  const confirmation = key.reasonIfNotActive ? ({ is: 'nothing' } as const) : await confirmReturn(deps, em, attempt);
  if (confirmation.is === 'asking') return confirmation;
  if (confirmation.is === 'other') return endBoth(deps, key, confirmation.accountId);
  const account = await readAccountOf(deps, attempt);
  const { verifier } = deps;
  // Nothing recovers what an end user authorized: their product has to confirm it.
  const policy = attempt.sessionId ? 'verified' : deps.activationPolicy;
  const verdict: Verdict =
    account === 'unknown'
      ? { is: 'waiting' }
      : judgeAttempt({ attempt, account, now: deps.clock.now(), asker, policy, verifier });
  // Refused even if the account is active: this return did not activate it.
  if (confirmation.is === 'refused' && verdict.is !== 'refused') return refuse(deps, key, reason('wrong_account'));
  return applyVerdict(deps, key, verdict);
}

/** Milliseconds between two checks of an attempt whose person has returned. */
export const ASK_AGAIN_MS = 1_000;

/**
 * Keeps checking as long as the return is valid. After that only a new attempt helps, and the connection says so,
 * even if the provider does not respond at all. With the verifier, waiting does help: the job's retries repeat a
 * confirmation that the provider could not process yet.
 */
export async function keepVerifying(deps: ConnectionsDeps, em: EntityManager, key: AttemptKey): Promise<void> {
  const { workspaceId, attemptId: id } = key;
  const attempt = await em.fork().findOne(Attempt, { workspaceId, id, status: 'open' });
  if (!attempt) return;
  const verdict = await verifyOpenAttempt(deps, { em, attempt }).catch(async (error: unknown) => {
    const helpsNoMore = !deps.verifier && !returnCounts(attempt, deps.clock.now());
    if (!helpsNoMore || !(error instanceof ProviderFailure)) throw error;
    deps.log.warn({ err: error, attemptId: id }, 'return: the provider did not respond while the return was valid');
    return { is: 'waiting' } as const;
  });
  if (verdict?.is === 'asking') return lookAgain(deps, em, { key, startAfter: verdict.until });
  if (verdict?.is !== 'waiting' && verdict?.is !== 'unreturned') return;
  const now = deps.clock.now();
  if (!returnCounts(attempt, now)) {
    return verdict.is === 'waiting' ? noteOnce(deps, { em, attempt }, UNCONFIRMED) : undefined;
  }
  await lookAgain(deps, em, { key, startAfter: new Date(now.getTime() + ASK_AGAIN_MS) });
}

function lookAgain(
  { jobs }: ConnectionsDeps,
  em: EntityManager,
  { key, startAfter }: { key: AttemptKey; startAfter: Date },
): Promise<void> {
  return em.fork().transactional((tx) => jobs.send(tx, verifyAttemptJob, { data: key, startAfter }));
}

async function applyVerdict(deps: ConnectionsDeps, key: Verification, verdict: Verdict): Promise<Verdict | undefined> {
  if (verdict.is === 'authorized')
    return key.attempt.sessionId ? confirmLater(deps, key, verdict) : authorize(deps, key, verdict);
  if (verdict.is === 'refused') return refuse(deps, key, verdict.reason);
  if (key.reasonIfNotActive) return refuse(deps, key, key.reasonIfNotActive);
  if (verdict.is === 'unreturned' && !isConfirming(key.attempt)) await noteOnce(deps, key, APPROVED);
  return verdict;
}

async function confirmLater(
  deps: ConnectionsDeps,
  { em, attempt, code }: Verification,
  { account }: Extract<Verdict, { is: 'authorized' }>,
): Promise<Verdict | undefined> {
  if (code === undefined || isConfirming(attempt)) return { is: 'waiting' };
  return awaitConfirmation(deps, { em, attempt, account, code });
}

/** Whether the return was verified, and the customer's service has to confirm it. */
function isConfirming({ codeHash }: Attempt): boolean {
  return codeHash != null;
}

/** `unknown`: the provider's response with the link was lost, and it has no such account. */
async function readAccountOf({ provider }: ConnectionsDeps, attempt: Attempt): Promise<Account | null | 'unknown'> {
  if (attempt.accountId) return provider.readAccount(attempt.accountId);
  return (await provider.findAccount(ownerOf(attempt), attempt.id)) ?? 'unknown';
}

async function authorize(
  deps: ConnectionsDeps,
  { em, attempt }: Verification,
  { account }: Extract<Verdict, { is: 'authorized' }>,
): Promise<Verdict | undefined> {
  const { workspaceId, connectionId, id: attemptId } = attempt;
  return changeIfThere(deps, { em, workspaceId, id: connectionId }, async ({ tx, connection, apply }) => {
    // A concurrent check of the same attempt was faster. An account belongs to one attempt, so nothing else can have
    // activated it.
    if (connection.accountId === account.id) return undefined;
    const isOther = !attempt.anyAccount && !isSameOwner(connection, account);
    // Named, so that the person sees which of their accounts it was.
    const objection = isOther ? reason('wrong_account', account.identity) : await reasonNotToActivate(tx, attempt);
    if (objection) {
      const { legal } = await apply({ type: 'refused', attemptId, reason: objection }, PROVIDER);
      return legal ? ({ is: 'refused', reason: objection } as const) : undefined;
    }
    const { legal } = await apply({ type: 'authorized', attemptId, accountId: account.id }, PROVIDER);
    if (!legal) return undefined;
    const now = deps.clock.now();
    await confirm(tx, attempt, { accountId: account.id, at: returnCounts(attempt, now) ? now : null });
    const connectedBy: Actor = { kind: 'user', id: attempt.userId, name: attempt.userName };
    const times = { connectedAt: now, checkedAt: now };
    const access = accessOf(account, attempt.authScheme ?? null);
    Object.assign(connection, { connectedBy, accountIdentity: account.identity, ...access, ...times });
    return { is: 'authorized', account } as const;
  });
}

/** An attempt recovered without a return has no confirmation, unless it was confirmed before. */
async function confirm(
  tx: EntityManager,
  { workspaceId, id }: Attempt,
  { accountId, at }: { accountId: string; at: Date | null },
): Promise<void> {
  await db(tx).executeQuery(CONFIRM({ workspaceId, id, accountId, at }));
}

interface Confirmed {
  workspaceId: string;
  id: string;
  accountId: string;
  at: Date | null;
}

const CONFIRM = prepare<Confirmed, unknown>((value) =>
  statements
    .updateTable('connection_attempts')
    .set((eb) => ({
      account_id: value('accountId'),
      confirmed_at: eb.fn.coalesce('confirmed_at', eb.val(value('at'))),
    }))
    .where('workspace_id', '=', value('workspaceId'))
    .where('id', '=', value('id')),
);

/** Checks our own tables at the last moment: the return may be minutes old, or may never have happened. */
async function reasonNotToActivate(tx: EntityManager, attempt: Attempt): Promise<Reason | undefined> {
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

/**
 * The session of a verified return belonged to another account. Either the person who approved or the person who
 * started mixed the two up, so neither attempt may continue, and the account that is active now belongs to neither.
 */
async function endBoth(deps: ConnectionsDeps, key: Verification, accountId: string): Promise<Verdict | undefined> {
  const { em, attempt } = key;
  const { workspaceId } = attempt;
  const named = await em.fork().findOne(Attempt, { workspaceId, accountId, status: 'open' });
  if (named) await refuse(deps, { em, attempt: named }, reason('wrong_browser'));
  await em.fork().transactional((tx) => deps.jobs.send(tx, dropAccountJob, { data: { accountId } }));
  const ended = await refuse(deps, key, reason('wrong_browser'));
  // Only after both attempts have ended: until then, a check of the other one must not take its active account for
  // its own.
  await em.fork().nativeUpdate(Attempt, { workspaceId, id: attempt.id }, { confirmationBusyUntil: null });
  return ended;
}

const APPROVED = { event: 'approved', column: 'activeSeenAt' } as const;
const UNCONFIRMED = { event: 'unconfirmed', column: 'unconfirmedAt' } as const;

/**
 * Records when this was first seen on an open attempt, with a history entry, so that every screen can say what to do.
 */
async function noteOnce(
  deps: ConnectionsDeps,
  { em, attempt }: Verification,
  { event, column }: typeof APPROVED | typeof UNCONFIRMED,
): Promise<void> {
  if (attempt[column]) return;
  const { workspaceId, id, connectionId } = attempt;
  await changeIfThere(deps, { em, workspaceId, id: connectionId }, async ({ tx, connection, note }) => {
    if (connection.attemptId !== id) return;
    const fresh = { workspaceId, id, status: 'open' as const, [column]: null };
    if (await tx.nativeUpdate(Attempt, fresh, { [column]: deps.clock.now() })) await note({ event, actor: PROVIDER });
  });
}
