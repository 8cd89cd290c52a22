/** How an attempt ended. */
export type AttemptOutcome = 'authorized' | 'superseded' | 'refused' | 'lapsed' | 'cancelled';

/**
 * What must happen outside of the row after a transition. The machine only names it; the server runs it in the
 * transaction that saves the status, or enqueues it there. Each effect is idempotent.
 */
export type ConnectionEffect =
  | { type: 'openAttempt'; attemptId: string }
  | { type: 'closeAttempt'; attemptId: string; outcome: AttemptOutcome }
  /** Deletes the account that an attempt created and nothing uses. Never revokes. */
  | { type: 'dropAccount'; attemptId: string }
  | { type: 'armTriggers' }
  | { type: 'pauseTriggers' }
  /** Comes before the account is deleted and must run first: providers keep the triggers of a deleted account alive. */
  | { type: 'deleteTriggers' }
  /**
   * Deletes an account that was replaced or is disputed. Never revokes: a grant belongs to a person and an OAuth
   * client, so a revocation would end the new token too, or a working one of the account's owner.
   */
  | { type: 'deleteAccount'; accountId: string }
  /** Deletes an account that the workspace gives up, and first revokes its grant according to {@link Revocation}. */
  | { type: 'releaseAccount'; accountId: string; revoke: Revocation }
  | { type: 'forgetConfiguration' };

/**
 * Whether a release also ends the grant at the app. `if_unused`: only if it is certain that nothing else uses the
 * grant. `asked`: a person requested it, after seeing what else stops.
 */
export const REVOCATIONS = ['if_unused', 'asked'] as const;

export type Revocation = (typeof REVOCATIONS)[number];

export type EffectType = ConnectionEffect['type'];
