import type { AuthConfig } from '@patchbay/provider';

/**
 * Something that works, or may soon work, by a grant. Apps keep one grant for a person and an OAuth client, whichever
 * connections it is used for, and a revocation ends every token of it.
 */
export interface GrantUser {
  appSlug: string;
  /** `null`: not known, or not yet. */
  identity: string | null;
  /** `null`: not known, or gone at the provider. */
  authConfig: AuthConfig | null;
}

/** What forbids a revocation that no person asked for. */
export type Doubt = 'no_oauth' | 'managed_client' | 'identity_unknown' | 'grant_shared';

/**
 * Why the grant of an account that is given up must stay at the app; `null` where it is sure that revoking it ends nothing
 * else. Pure. What is not known counts against it, because a revocation cannot be undone.
 */
export function doubtAbout(released: GrantUser, others: readonly GrantUser[]): Doubt | null {
  return doubtAboutItself(released) ?? (others.some((other) => mayShareGrant(released, other)) ? 'grant_shared' : null);
}

/** The part of {@link doubtAbout} for which the others need not be known. */
export function doubtAboutItself({ authConfig, identity }: GrantUser): Doubt | null {
  if (!authConfig?.isOAuth) return 'no_oauth';
  // The provider's own client is shared with its other customers, whose connections cannot be seen from here.
  if (authConfig.isManaged !== false) return 'managed_client';
  return identity === null ? 'identity_unknown' : null;
}

function mayShareGrant(one: GrantUser, other: GrantUser): boolean {
  return mayBeSamePerson(one, other) && mayShareClient(one, other);
}

/** Whether two auth configs may use the same OAuth client: only ids that are both known, and differ, tell them apart. */
export function mayShareClient({ authConfig: one }: GrantUser, { authConfig: other }: GrantUser): boolean {
  if (!one || !other) return true;
  if (one.isOAuth === false || other.isOAuth === false) return false;
  if (one.isManaged !== null && other.isManaged !== null && one.isManaged !== other.isManaged) return false;
  return one.clientId === null || other.clientId === null || one.clientId === other.clientId;
}

/**
 * Two different addresses are two people, and so are two different names of one app. An address and a name may be one
 * person, and so may the names that two apps have for them.
 */
function mayBeSamePerson(one: GrantUser, other: GrantUser): boolean {
  if (one.identity === null || other.identity === null) return true;
  const [mine, theirs] = [normalIdentity(one.identity), normalIdentity(other.identity)];
  if (mine === theirs) return true;
  const areAlike = isAddress(mine) === isAddress(theirs) && (isAddress(mine) || one.appSlug === other.appSlug);
  return !areAlike;
}

/** Addresses and names come back in another case, composed otherwise, or with spaces around them. */
export function normalIdentity(identity: string): string {
  return identity.normalize('NFKC').trim().toLowerCase();
}

export function isAddress(identity: string): boolean {
  return /^[!-~]+@[!-~]+$/.test(identity);
}
