/** How an attempt ended. */
export type AttemptOutcome = 'authorized' | 'superseded' | 'refused' | 'lapsed' | 'cancelled';

/**
 * What has to happen outside the row after a transition. The machine only names it; the server carries it out in, or
 * enqueues it with, the transaction that saves the status. Each is safe to run twice.
 */
export type ConnectionEffect =
  | { type: 'openAttempt'; attemptId: string }
  /** Every outcome but `authorized` also deletes the account that the attempt created upstream. */
  | { type: 'closeAttempt'; attemptId: string; outcome: AttemptOutcome }
  | { type: 'armTriggers' }
  | { type: 'pauseTriggers' }
  /** Listed before `revokeAccount`, and to be done before it: providers keep the triggers of a deleted account alive. */
  | { type: 'deleteTriggers' }
  | { type: 'revokeAccount'; accountId: string }
  | { type: 'forgetConfiguration' };

export type EffectType = ConnectionEffect['type'];
