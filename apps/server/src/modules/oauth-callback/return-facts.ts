import type { Attempt } from '../connections/index.ts';
import type { Session } from '../identity/index.ts';

/** Everything that the checks look at. Gathered first, so that each check is a pure question. */
export interface ReturnFacts {
  attempt: Attempt;
  /** From the path of the return address. */
  appName: string;
  /** With the signed-in person's place in the attempt's workspace, now. */
  session: Session | null;
  /** The value of the attempt's cookie in this browser. */
  browserSecret: string | undefined;
  now: Date;
}

/** Whether a return passes. */
export type Check = (facts: ReturnFacts) => boolean;
