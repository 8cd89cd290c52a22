import { type Reason, reason } from '@patchbay/lifecycle';
import type { Account } from '../provider/provider.port.ts';
import type { Attempt } from './attempt.entity.ts';
import type { ActivationPolicy } from './connections.deps.ts';
import { isAsOpened, type OpenedFor } from './is-as-opened.ts';

/** What an attempt's account, as just read from the provider, means for the attempt. */
export type Verdict =
  | { is: 'authorized'; account: Account }
  | { is: 'refused'; reason: Reason }
  /** Active upstream, but nobody has come back, or not long enough ago: note when that was first seen. */
  | { is: 'unclaimed' }
  | { is: 'waiting' };

/**
 * How long the provider must have called an account active, without anybody having come back, before the attempt may be
 * recovered. Milliseconds. A return by the wrong person within that time ends the attempt instead.
 */
export const UNCLAIMED_MS = 60_000;

/**
 * The same for an attempt whose person did come back, but before the account was active (or while the provider could not
 * be asked). Whoever approves after that is on the way back too, and may be somebody else. Milliseconds.
 */
export const EARLY_RETURN_MS = 10_000;

export interface Judged {
  attempt: OpenedFor & Pick<Attempt, 'returnedAt' | 'activeSeenAt'>;
  /** `null`: the provider does not know it. */
  account: Account | null;
  now: Date;
  /** Whether a return that passed every check is being answered at this moment. */
  arriving: boolean;
  policy: ActivationPolicy;
}

/** Pure. Only the account that was re-read decides; nothing that a browser brought does. */
export function judgeAttempt({ attempt, account, now, arriving, policy }: Judged): Verdict {
  if (!account) return { is: 'refused', reason: reason('account_missing') };
  if (!isAsOpened(attempt, account)) return { is: 'refused', reason: reason('wrong_account') };
  const ended = ENDED[account.status];
  if (ended) return { is: 'refused', reason: reason(ended, account.statusReason) };
  if (account.status !== 'active') return { is: 'waiting' };
  if (arriving) return { is: 'authorized', account };
  if (!attempt.activeSeenAt) return { is: 'unclaimed' };
  const unclaimedFor = now.getTime() - attempt.activeSeenAt.getTime();
  return unclaimedFor >= quarantineOf(attempt, policy) ? { is: 'authorized', account } : { is: 'unclaimed' };
}

function quarantineOf({ returnedAt }: Judged['attempt'], policy: ActivationPolicy): number {
  if (returnedAt) return EARLY_RETURN_MS;
  return policy === 'recoverable' ? UNCLAIMED_MS : Infinity;
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
