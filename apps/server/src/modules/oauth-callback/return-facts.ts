import type { Attempt } from '../connections/index.ts';
import type { Session } from '../identity/index.ts';

/** The input of the checks. Collected first, so that each check is pure. */
export interface ReturnFacts {
  attempt: Attempt;
  /** From the path of the return address. */
  appName: string;
  /** With the signed-in person's current membership of the attempt's workspace. */
  session: Session | null;
  /** The value of the attempt's cookie in this browser. */
  browserSecret: string | undefined;
  now: Date;
}

/** What is known of a return in a connect session. */
export type EndUserFacts = Omit<ReturnFacts, 'session'>;

/** Whether a return passes. */
export type Check<Facts = ReturnFacts> = (facts: Facts) => boolean;
