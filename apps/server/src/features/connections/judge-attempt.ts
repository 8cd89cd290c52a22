import { type Reason, reason } from '@patchbay/lifecycle';
import type { Account } from '../provider/provider.port.ts';
import type { Attempt } from './attempt.entity.ts';
import type { ActivationPolicy } from './connections.deps.ts';

/** What an attempt's account, as just read from the provider, means for the attempt. */
export type Verdict =
  | { is: 'authorized'; account: Account }
  | { is: 'refused'; reason: Reason }
  /** Active upstream, but nobody has come back yet: note when that was first seen. */
  | { is: 'unclaimed' }
  | { is: 'waiting' };

/**
 * How long the provider must have called an account active, without anybody having come back, before the attempt may be
 * recovered. Milliseconds. A return by the wrong person within that time ends the attempt instead.
 */
export const UNCLAIMED_MS = 60_000;

export interface Judged {
  attempt: Pick<Attempt, 'workspaceId' | 'appSlug' | 'returnedAt' | 'activeSeenAt'>;
  /** `null`: the provider does not know it. */
  account: Account | null;
  now: Date;
  policy: ActivationPolicy;
}

/** Pure. Only the account that was re-read decides; nothing that a browser brought does. */
export function judgeAttempt({ attempt, account, now, policy }: Judged): Verdict {
  if (!account) return { is: 'refused', reason: reason('account_missing') };
  if (!isOurs(attempt, account)) return { is: 'refused', reason: reason('wrong_account') };
  const ended = ENDED[account.status];
  if (ended) return { is: 'refused', reason: reason(ended, account.statusReason) };
  if (account.status !== 'active') return { is: 'waiting' };
  if (attempt.returnedAt) return { is: 'authorized', account };
  if (!attempt.activeSeenAt) return { is: 'unclaimed' };
  const unclaimedFor = now.getTime() - attempt.activeSeenAt.getTime();
  return policy === 'recoverable' && unclaimedFor >= UNCLAIMED_MS ? { is: 'authorized', account } : { is: 'waiting' };
}

const ENDED = {
  failed: 'provider_failed',
  expired: 'lapsed',
  revoked: 'grant_revoked',
  inactive: 'account_disabled',
  active: null,
  initializing: null,
  initiated: null,
} as const;

/** The provider has announced that it will stop naming the owner; what it does not say cannot contradict our own map. */
function isOurs({ workspaceId, appSlug }: Judged['attempt'], account: Account): boolean {
  return account.appSlug === appSlug && (account.workspaceId === null || account.workspaceId === workspaceId);
}
