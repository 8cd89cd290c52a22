import { AsyncLocalStorage } from 'node:async_hooks';

/** Who causes the work that is being done. */
export interface Cause {
  /** `request`: a person or a service waits for it; `job`: it was caused by one earlier. */
  kind: 'request' | 'job';
  /** Whose limits it counts against, such as `user …` and `workspace …`. */
  callers: string[];
  /** Tells the caller how many seconds to wait. */
  retryAfter?: (seconds: number) => void;
}

const causes = new AsyncLocalStorage<Cause>();

/** Runs `work`, and all that it starts, on behalf of `cause`. */
export function onBehalfOf<Result>(cause: Cause, work: () => Result): Result {
  return causes.run(cause, work);
}

/** Nothing where it is our own upkeep: what sweeps, syncs and reconciles. */
export function currentCause(): Cause | undefined {
  return causes.getStore();
}
