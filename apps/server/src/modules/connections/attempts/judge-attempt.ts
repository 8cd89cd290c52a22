import type { Account } from '@patchbay/provider';
import { type Reason, reason } from '@patchbay/lifecycle';
import type { ActivationPolicy } from './activation-policy.ts';
import type { Attempt } from './attempt.entity.ts';
import { isAsOpened, type OpenedFor } from './is-as-opened.ts';

/** What an attempt's account, as just read from the provider, means for the attempt. */
export type Verdict =
  | { is: 'authorized'; account: Account }
  | { is: 'refused'; reason: Reason }
  /** Active at the provider, but without a valid return. */
  | { is: 'unreturned' }
  /** A confirmation of the return is in flight, and may be answered until then. */
  | { is: 'asking'; until: Date }
  | { is: 'waiting' }
  /** In a connect session: returned, and the customer's service has to confirm until then. */
  | { is: 'confirming'; expiresAt: Date };

/**
 * How long a verified return is valid for an account that becomes active after it, in milliseconds from the stored
 * time of the return. Short, because an attacker can return early and have another person approve later.
 */
export const RETURN_COUNTS_MS = 5_000;

/**
 * Under `recoverable`, how long an account must be seen active before a background check activates it without a
 * return. Milliseconds.
 */
export const RECOVERY_DELAY_MS = 60_000;

/** A person's manual refresh, or any automatic check. */
export type Asker = 'person' | 'background';

export interface Judged {
  attempt: OpenedFor & Pick<Attempt, 'returnedAt' | 'activeSeenAt' | 'confirmedAt'>;
  /** `null`: unknown to the provider. */
  account: Account | null;
  now: Date;
  asker: Asker;
  policy: ActivationPolicy;
  /** Whether a return is valid only after the provider has confirmed it. */
  verifier: boolean;
}

/** Pure. Only the account as re-read from the provider decides; nothing from the browser does. */
export function judgeAttempt({ account, ...judged }: Judged): Verdict {
  const { attempt } = judged;
  if (!account) return { is: 'refused', reason: reason('account_missing') };
  if (!isAsOpened(attempt, account)) return { is: 'refused', reason: reason('wrong_account') };
  const ended = ENDED[account.status];
  if (ended) return { is: 'refused', reason: reason(ended, account.statusReason) };
  if (account.status !== 'active') return { is: 'waiting' };
  return isReturned(judged) || isRecoverable(judged) ? { is: 'authorized', account } : { is: 'unreturned' };
}

/** Whether the account has a verified return: confirmed by the provider, or recent enough. */
function isReturned({ attempt, now, verifier }: Omit<Judged, 'account'>): boolean {
  return !!attempt.confirmedAt || (!verifier && returnCounts(attempt, now));
}

/** Whether the attempt has a verified return that is still valid. */
export function returnCounts({ returnedAt }: Pick<Attempt, 'returnedAt'>, now: Date): boolean {
  return !!returnedAt && now.getTime() - returnedAt.getTime() <= RETURN_COUNTS_MS;
}

function isRecoverable({ attempt: { activeSeenAt }, now, asker, policy }: Omit<Judged, 'account'>): boolean {
  if (policy !== 'recoverable') return false;
  return asker === 'person' || (!!activeSeenAt && now.getTime() - activeSeenAt.getTime() >= RECOVERY_DELAY_MS);
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
