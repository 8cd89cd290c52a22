import type { Reason } from './reasons.ts';

/** What a person or a service asks for. Illegal now = a CONFLICT for the caller. */
export type ConnectionCommand =
  | { type: 'add' }
  /**
   * Open an attempt, replace the open one (continue), or reconnect. `needsAuth: false` is for apps that have nothing to
   * authorize: they become active at once and no attempt is opened.
   */
  | { type: 'connect'; attemptId: string; needsAuth: boolean }
  | { type: 'cancel' }
  /** `revoke`: also end the grant at the app, whatever else works by it. */
  | { type: 'disconnect'; revoke?: boolean }
  | { type: 'remove' };

/** What the provider, or the passing of a deadline, tells us. Illegal now = recorded and ignored. */
export type ConnectionFact =
  /** The attempt's return was verified and its account was read as usable. */
  | { type: 'authorized'; attemptId: string; accountId: string }
  | { type: 'refused'; attemptId: string; reason: Reason }
  | { type: 'lapsed'; attemptId: string; reason: Reason }
  /** The provider says that the grant behind `accountId` ended. */
  | { type: 'grant_ended'; accountId: string; reason: Reason }
  /** Too late it turned out whose account it is: not ours to keep, so it goes, whatever works by it. */
  | { type: 'account_disputed'; accountId: string; reason: Reason };

export type ConnectionMachineEvent = ConnectionCommand | ConnectionFact;

export type CommandType = ConnectionCommand['type'];
export type FactType = ConnectionFact['type'];

export const COMMAND_TYPES = ['add', 'connect', 'cancel', 'disconnect', 'remove'] as const satisfies CommandType[];
export const FACT_TYPES = [
  'authorized',
  'refused',
  'lapsed',
  'grant_ended',
  'account_disputed',
] as const satisfies FactType[];
