/** How an attempt ended. */
export type AttemptOutcome = 'authorized' | 'superseded' | 'refused' | 'lapsed' | 'cancelled';

/**
 * What has to happen outside the row after a transition. The machine only names it; the server carries it out in, or
 * enqueues it with, the transaction that saves the status. Each is safe to run twice.
 */
export type ConnectionEffect =
  | { type: 'openAttempt'; attemptId: string }
  | { type: 'closeAttempt'; attemptId: string; outcome: AttemptOutcome }
  /** Deletes the account that an attempt created and nothing uses. Never revokes. */
  | { type: 'dropAccount'; attemptId: string }
  | { type: 'armTriggers' }
  | { type: 'pauseTriggers' }
  /** Listed before the account's end, and to be done before it: providers keep the triggers of a deleted account alive. */
  | { type: 'deleteTriggers' }
  /**
   * Deletes an account that another one replaces, or that is disputed. Never revokes: a grant belongs to a person and an
   * OAuth client, so a revocation would end the fresh token, or a working one of the person the account belongs to.
   */
  | { type: 'deleteAccount'; accountId: string }
  /** Deletes an account that the workspace gives up, and revokes its grant first where {@link Revocation} says so. */
  | { type: 'releaseAccount'; accountId: string; revoke: Revocation }
  | { type: 'forgetConfiguration' };

/**
 * Whether a release also ends the grant at the app. `if_unused`: only where it is sure that nothing else works by the same
 * grant; `asked`: a person wants it to end, having been told what else stops.
 */
export const REVOCATIONS = ['if_unused', 'asked'] as const;

export type Revocation = (typeof REVOCATIONS)[number];

export type EffectType = ConnectionEffect['type'];
