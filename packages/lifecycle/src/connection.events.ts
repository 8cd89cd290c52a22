import type { Reason } from './reasons.ts';

/** What a person or a service requests. If illegal now, the caller gets a CONFLICT. */
export type ConnectionCommand =
  | { type: 'add' }
  /**
   * Opens an attempt, replaces the open one (continue), or reconnects. `needsAuth: false` is for apps without
   * authorization: they become active at once and no attempt is opened. `needsConfirmation` is for connect sessions: an
   * attempt is opened in any case, and only `confirmed` activates it.
   */
  | { type: 'connect'; attemptId: string; needsAuth: boolean; needsConfirmation?: boolean }
  | { type: 'cancel' }
  /** `revoke`: also ends the grant at the app, even if something else uses it. */
  | { type: 'disconnect'; revoke?: boolean }
  | { type: 'remove' };

/** What the provider reports, or that a deadline has passed. If illegal now, it is recorded and ignored. */
export type ConnectionFact =
  /** The attempt's return was verified, and its account is usable. */
  | { type: 'authorized'; attemptId: string; accountId: string }
  /** An end user's return was verified. The connection waits for their product's service to confirm it. */
  | { type: 'returned'; attemptId: string }
  /** It has. `accountId` is null for an app without authorization. */
  | { type: 'confirmed'; attemptId: string; accountId: string | null }
  | { type: 'refused'; attemptId: string; reason: Reason }
  | { type: 'lapsed'; attemptId: string; reason: Reason }
  /** The provider reports that the grant of `accountId` has ended. */
  | { type: 'grant_ended'; accountId: string; reason: Reason }
  /** It turned out too late that the account belongs to another person, so it must be deleted, even if it works. */
  | { type: 'account_disputed'; accountId: string; reason: Reason };

export type ConnectionMachineEvent = ConnectionCommand | ConnectionFact;

export type CommandType = ConnectionCommand['type'];
export type FactType = ConnectionFact['type'];

export const COMMAND_TYPES = ['add', 'connect', 'cancel', 'disconnect', 'remove'] as const satisfies CommandType[];
export const FACT_TYPES = [
  'authorized',
  'returned',
  'confirmed',
  'refused',
  'lapsed',
  'grant_ended',
  'account_disputed',
] as const satisfies FactType[];
