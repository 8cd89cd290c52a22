import type { GuessBudget } from '../../platform/limits/guess-limit.ts';
import { networkOf } from '../../platform/limits/network-of.ts';

const QUARTER_HOUR = 15 * 60;

/** Attempts per 15 minutes: for all unknown browsers of an account together, and for each known browser. */
const PER_ACCOUNT = 8;
/**
 * Attempts per minute from one IPv4 address or IPv6 /64. An office can sign in all at once, because successful
 * attempts are not counted.
 */
const PER_NETWORK = 20;
/** Attempts per 15 minutes at the current password, by a request that has the person's session. */
const PER_SESSION = 5;

interface Guess {
  email: string;
  /** This browser's token for the account, if the account knows it. */
  token: string | undefined;
  address: string;
}

/** A known browser has its own limit, so that neither its neighbors nor attempts from elsewhere lock its person out. */
export function signInBudgets({ email, token, address }: Guess): GuessBudget[] {
  if (token) return [{ name: `browser ${token}`, most: PER_ACCOUNT, seconds: QUARTER_HOUR }];
  return [
    { name: `sign-in from ${networkOf(address)}`, most: PER_NETWORK, seconds: 60 },
    { name: `account ${email}`, most: PER_ACCOUNT, seconds: QUARTER_HOUR },
  ];
}

/** Limits new accounts, and probing which addresses have one. */
export function signUpBudgets(address: string): GuessBudget[] {
  return [{ name: `sign-up from ${networkOf(address)}`, most: PER_NETWORK, seconds: 60 }];
}

/** Limits attempts at the current password with this person's session. */
export function ownPasswordBudgets(userId: string): GuessBudget[] {
  return [{ name: `own password ${userId}`, most: PER_SESSION, seconds: QUARTER_HOUR }];
}
