import { hashSecret } from '../../../platform/crypto/secret.ts';

/** Whose account it is at the provider. */
interface Owned {
  workspaceId: string;
  /** The customer's id of the end user; null for the workspace's own. */
  endUserId?: string | null | undefined;
}

/** Characters of the hash: 128 bits. */
const HASH_LENGTH = 32;

/**
 * The provider's user of an account: the workspace, and of end users' accounts besides a hash of the customer's id of them, so that
 * the provider keeps them apart without being told who they are. No workspace id contains a dot.
 */
export function ownerOf({ workspaceId, endUserId }: Owned): string {
  return endUserId == null ? workspaceId : `${workspaceId}.${hashSecret(endUserId).slice(0, HASH_LENGTH)}`;
}

/** The workspace of a provider's user. */
export function workspaceOf(owner: string): string {
  return owner.split('.', 1)[0] ?? owner;
}
