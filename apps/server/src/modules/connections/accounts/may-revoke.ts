import { hashSecret } from '../../../platform/crypto/secret.ts';
import type { AuthConfig } from '@patchbay/provider';

/**
 * A connection or open attempt that works, or may soon work, through a grant. Apps keep one grant per person and
 * OAuth client, regardless of how many connections use it, and a revocation ends all of its tokens.
 */
export interface GrantUser {
  appSlug: string;
  /** `null`: not known, or not known yet. */
  identity: string | null;
  /** `null`: not known, or deleted at the provider. */
  authConfig: AuthConfig | null;
}

/** Why a grant must not be revoked unless a person asks for it. */
export type RevocationBlocker = 'no_oauth' | 'managed_client' | 'identity_unknown' | 'grant_shared';

/**
 * Why the grant of a released account must stay at the app; `null` when revoking it certainly affects nothing else.
 * Pure. Anything unknown counts against a revocation, because it cannot be undone.
 */
export function revocationBlocker(released: GrantUser, others: readonly GrantUser[]): RevocationBlocker | null {
  return (
    ownRevocationBlocker(released) ?? (others.some((other) => mayShareGrant(released, other)) ? 'grant_shared' : null)
  );
}

/** The part of {@link revocationBlocker} that does not depend on other grant users. */
export function ownRevocationBlocker({ authConfig, identity }: GrantUser): RevocationBlocker | null {
  if (!authConfig?.isOAuth) return 'no_oauth';
  // The provider's managed client is shared with its other customers, whose connections we cannot see.
  if (authConfig.isManaged !== false) return 'managed_client';
  return identity === null ? 'identity_unknown' : null;
}

function mayShareGrant(one: GrantUser, other: GrantUser): boolean {
  return mayBeSamePerson(one, other) && mayShareClient(one, other);
}

/** Whether two auth configs may use the same OAuth client. Only two known and different client ids prove otherwise. */
export function mayShareClient({ authConfig: one }: GrantUser, { authConfig: other }: GrantUser): boolean {
  if (!one || !other) return true;
  if (one.isOAuth === false || other.isOAuth === false) return false;
  if (one.isManaged !== null && other.isManaged !== null && one.isManaged !== other.isManaged) return false;
  return one.clientId === null || other.clientId === null || one.clientId === other.clientId;
}

/**
 * Two different addresses are two people, and so are two different names in one app. An address and a name may belong
 * to one person, and so may names in two different apps.
 */
function mayBeSamePerson(one: GrantUser, other: GrantUser): boolean {
  if (one.identity === null || other.identity === null) return true;
  const [mine, theirs] = [normalIdentity(one.identity), normalIdentity(other.identity)];
  if (mine === theirs) return true;
  const areAlike = isAddress(mine) === isAddress(theirs) && (isAddress(mine) || one.appSlug === other.appSlug);
  return !areAlike;
}

/** Providers return the same address with different case, Unicode normalization, or surrounding spaces. */
export function normalIdentity(identity: string): string {
  return identity.normalize('NFKC').trim().toLowerCase();
}

/** Equal for identities that are the same. */
export function identityHash(identity: string): string {
  return hashSecret(normalIdentity(identity));
}

export function isAddress(identity: string): boolean {
  return /^[!-~]+@[!-~]+$/.test(identity);
}
