import { workspaceOf } from '../../connections/index.ts';
import type { WebhookMessage } from './webhook-message.ts';

/** The connection of an account according to our own tables: what the provider says about ownership is only a claim. */
export interface AccountOwner {
  accountId: string;
  workspaceId: string;
  connectionId: string;
  appSlug: string;
  /** Whether the connection uses the account now; otherwise it did before, and the message is late. */
  isCurrent: boolean;
}

export type Judgement =
  | { verdict: 'accepted'; owner: AccountOwner }
  /** Not an account of ours, or not yet. Kept, and routed again once such an account is connected. */
  | { verdict: 'unknown' }
  /** Signed, but it names the account of one workspace together with another workspace. Kept, and shown to neither. */
  | { verdict: 'foreign' }
  | { verdict: 'malformed' };

/** Pure. `owner` is the owner of the message's account, if known. */
export function judgeMessage(message: WebhookMessage, owner: AccountOwner | undefined): Judgement {
  if (message.kind === 'malformed') return { verdict: 'malformed' };
  if (message.kind === 'unknown' || !owner) return { verdict: 'unknown' };
  // Composio has announced that it will stop naming the workspace; a missing value cannot contradict.
  if (message.workspaceId !== null && workspaceOf(message.workspaceId) !== owner.workspaceId)
    return { verdict: 'foreign' };
  return { verdict: 'accepted', owner };
}
