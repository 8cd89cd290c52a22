import type { ConnectionEffect } from './connection.effects.ts';
import type { ConnectionState } from './transition.ts';

/** What a transition means to those who follow a connection from outside. Permanent: they are names of outgoing events. */
export const ANNOUNCEMENTS = [
  'added',
  'connected',
  'reconnected',
  'expired',
  'disconnected',
  'removed',
  'attempt_failed',
] as const;

export type Announcement = (typeof ANNOUNCEMENTS)[number];

/**
 * What to announce about a legal transition; null for a step that changes nothing from outside, such as opening an
 * attempt. Decided by the effects and not by the event: whatever arms the triggers has made the connection usable.
 * Pure.
 */
export function announcementOf(
  before: ConnectionState,
  { state, effects }: { state: ConnectionState; effects: readonly ConnectionEffect[] },
): Announcement | null {
  if (state.status === 'none') return 'removed';
  if (before.status === 'none') return 'added';
  const has = (type: ConnectionEffect['type']) => effects.some((effect) => effect.type === type);
  if (has('armTriggers')) return hadGrant(before) ? 'reconnected' : 'connected';
  if (has('pauseTriggers')) return 'expired';
  if (has('deleteTriggers')) return 'disconnected';
  return effects.some(hasFailed) ? 'attempt_failed' : null;
}

/** Whether it was usable before, now or until its grant ended. */
function hadGrant({ status, context }: ConnectionState): boolean {
  return status === 'active' || status === 'expired' || (status === 'pending' && context.fallback === 'expired');
}

/** A superseded attempt has not failed: the same person goes on with the next one. */
function hasFailed(effect: ConnectionEffect): boolean {
  return effect.type === 'closeAttempt' && effect.outcome !== 'authorized' && effect.outcome !== 'superseded';
}
