import type { WebhookMessage } from './webhook-message.ts';

/** The connection of an account by our own tables: what the provider says about it is a claim. */
export interface AccountOwner {
  accountId: string;
  workspaceId: string;
  connectionId: string;
  appSlug: string;
  /** Whether the connection uses it now; otherwise it did once, and a message of then comes late. */
  isCurrent: boolean;
}

export type Judgement =
  | { verdict: 'accepted'; owner: AccountOwner }
  /** Not an account of ours, or not yet. Kept, and looked at again when an account of that name is connected. */
  | { verdict: 'unknown' }
  /** Signed, but it names one workspace's account and another workspace. Kept, and shown to neither. */
  | { verdict: 'foreign' }
  | { verdict: 'malformed' };

/** Pure. `owner` is the owner of the account that the message names, as far as we know one. */
export function judgeMessage(message: WebhookMessage, owner: AccountOwner | undefined): Judgement {
  if (message.kind === 'malformed') return { verdict: 'malformed' };
  if (message.kind === 'unknown' || !owner) return { verdict: 'unknown' };
  // The provider has announced that it will stop naming the workspace: what is not said cannot contradict.
  if (message.workspaceId !== null && message.workspaceId !== owner.workspaceId) return { verdict: 'foreign' };
  return { verdict: 'accepted', owner };
}
