import type { GuessBudget } from '../../platform/limits/guess-limit.ts';
import { networkOf } from '../../platform/limits/network-of.ts';

const QUARTER_HOUR = 15 * 60;

/** Guesses in a quarter of an hour: by all browsers that an account does not know, by each one that it knows. */
const PER_ACCOUNT = 8;
/** A minute, from one IPv4 address or IPv6 /64: an office may begin its day at once, because right passwords are given back. */
const PER_NETWORK = 20;
/** In a quarter of an hour, at the password of a person by someone who has their session. */
const PER_SESSION = 5;

interface Guess {
  email: string;
  /** This browser's token for the account, if it is known to it. */
  token: string | undefined;
  address: string;
}

/** A known browser is counted by itself alone: neither its neighbors nor attempts from elsewhere lock its person out. */
export function signInBudgets({ email, token, address }: Guess): GuessBudget[] {
  if (token) return [{ name: `browser ${token}`, most: PER_ACCOUNT, seconds: QUARTER_HOUR }];
  return [
    { name: `sign-in from ${networkOf(address)}`, most: PER_NETWORK, seconds: 60 },
    { name: `account ${email}`, most: PER_ACCOUNT, seconds: QUARTER_HOUR },
  ];
}

/** Accounts made, and addresses asked about by trying to. */
export function signUpBudgets(address: string): GuessBudget[] {
  return [{ name: `sign-up from ${networkOf(address)}`, most: PER_NETWORK, seconds: 60 }];
}

/** Of someone who has this person's session. */
export function ownPasswordBudgets(userId: string): GuessBudget[] {
  return [{ name: `own password ${userId}`, most: PER_SESSION, seconds: QUARTER_HOUR }];
}
