import type { Account } from '@patchbay/provider';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { withLock } from '../../../platform/orm/advisory-lock.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { isKept } from './drop-account.ts';
import { type AccountGrant, connectionsOfGrant, possibleUsers } from './grant-users.ts';
import { identityHash, normalIdentity, ownRevocationBlocker, revocationBlocker } from './may-revoke.ts';
import { readRelease, recordRelease, recordRevocation, type ReleaseOutcome } from './record-release.ts';
import type { Release } from './request-release.ts';

export type ReleaseDeps = ConnectionsDeps & { orm: MikroORM };

/**
 * Safe to repeat after a crash at any point: the outcome is recorded before the account is deleted, and a revoked
 * grant is not revoked again.
 */
export async function releaseAccount(deps: ReleaseDeps, release: Release): Promise<void> {
  const em = deps.orm.em.fork();
  const { accountId } = release;
  const known = await readRelease(em, accountId);
  if (known?.releasedAt || (await isKept(deps, em, accountId))) return;
  const outcome = known?.releasedAs ?? (await endGrant(deps, em, release));
  await deps.provider.deleteAccount(accountId);
  await recordRelease(deps, em, { accountId, outcome });
}

/**
 * Decides and revokes under a lock per person. Without it, two connections that are released together would each find
 * the other one gone and decide on their own. The lock is per person only, because the OAuth client of a grant is not
 * always known.
 */
async function endGrant(deps: ReleaseDeps, em: EntityManager, release: Release): Promise<ReleaseOutcome> {
  const known = await deps.provider.readAccount(release.accountId);
  if (!known) return 'deleted';
  const identity = identityOf(release, known.identity);
  const lock = { lock: 'releaseGrant', key: normalIdentity(identity ?? ''), whenTaken: 'wait' } as const;
  const outcome: { is: ReleaseOutcome } = { is: 'deleted' };
  await withLock(deps.orm, lock, async () => {
    // Read again: the release that held the lock before may have ended the grant for both.
    const account = await deps.provider.readAccount(release.accountId);
    if (!account) return;
    const grant = {
      ...(await grantOf(deps, account)),
      identity: identity && agreedIdentity(identity, account.identity),
    };
    if (!(await revoked(deps, em, { release, account, grant }))) return;
    outcome.is = 'revoked';
    await recordRevocation(deps, em, { ...release, others: await connectionsOfGrant(deps.provider, em, grant) });
  });
  return outcome.is;
}

/** The account with its identity and auth config. */
export async function grantOf({ provider }: ConnectionsDeps, account: Account): Promise<AccountGrant> {
  const { id: accountId, appSlug, identity, authConfigId } = account;
  const authConfig = authConfigId === null ? null : await provider.readAuthConfig(authConfigId);
  return { accountId, appSlug, identity, authConfig };
}

/** What the provider says now, unless it said another when the account was released. */
function identityOf({ identity, identityHash: hash }: Release, now: string | null): string | null {
  if (hash == null) return agreedIdentity(identity ?? null, now);
  return now !== null && identityHash(now) === hash ? now : null;
}

/**
 * Other connections were compared with the identity known then, so a person whose identity changed counts as unknown.
 */
function agreedIdentity(before: string | null, now: string | null): string | null {
  if (before === null || now === null) return now;
  return normalIdentity(before) === normalIdentity(now) ? now : null;
}

interface Decision {
  release: Release;
  account: Account;
  grant: AccountGrant;
}

/** Whether the grant has been revoked at the app by us, now or earlier. */
async function revoked(deps: ReleaseDeps, em: EntityManager, { release, account, grant }: Decision): Promise<boolean> {
  const { provider, log } = deps;
  const { accountId, revoke } = release;
  if (account.status === 'revoked') return true;
  if (!provider.canRevoke || account.status !== 'active') return false;
  const blocker = revoke === 'asked' ? null : await grantRevocationBlocker(deps, em, grant);
  if (blocker) log.info({ accountId, blocker }, 'release: leaving the grant at the app');
  return blocker === null && (await provider.revokeAccount(accountId));
}

/** Looks up other grant users only when they matter. */
export async function grantRevocationBlocker({ provider }: ConnectionsDeps, em: EntityManager, grant: AccountGrant) {
  return ownRevocationBlocker(grant) ?? revocationBlocker(grant, await possibleUsers(provider, em, grant));
}
