import type { ConnectionView } from './connection.view.ts';
import type { ConnectionState } from './transition.ts';

/** The part of a view that the machine needs to say what is permitted. */
export function stateOf(view: Pick<ConnectionView, 'status' | 'reason' | 'attempt' | 'account'>): ConnectionState {
  return {
    status: view.status,
    context: {
      attemptId: view.attempt?.id ?? null,
      accountId: view.account?.id ?? null,
      fallback: 'added',
      reason: view.reason,
    },
  };
}
