import { AsyncLocalStorage } from 'node:async_hooks';

/** Who caused the current work. */
export interface Cause {
  /** `request`: a person or a service is waiting for it; `job`: an earlier request caused it. */
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

/** Undefined for maintenance: sweeps, syncs and reconciliation. */
export function currentCause(): Cause | undefined {
  return causes.getStore();
}
