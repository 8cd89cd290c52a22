import type { Reason } from './reasons.ts';
import type { Status } from './status.ts';
import type { ConnectionState } from './transition.ts';

/** The part of a connection's view that the machine needs to decide what is permitted. */
export interface ConnectionFacts {
  status: Status;
  reason: Reason | null;
  /** `step`: see the attempt's view; only `confirming` makes a difference here. */
  attempt: { id: string; step?: string } | null;
  account: { id: string } | null;
}

export function stateOf(view: ConnectionFacts): ConnectionState {
  return {
    status: view.status,
    context: {
      attemptId: view.attempt?.id ?? null,
      accountId: view.account?.id ?? null,
      fallback: 'added',
      reason: view.reason,
      confirmation: view.attempt?.step === 'confirming' ? 'awaited' : 'none',
    },
  };
}
