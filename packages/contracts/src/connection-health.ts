import type { Reason } from '@patchbay/lifecycle';
import { type ConnectionHealth, HEALTH_LEVELS, type HealthLevel, type HealthReason } from './connection-health.view.ts';
import { reasonText } from './reason-text.ts';

/** What is known of each part of a connection. */
export interface ConnectionParts {
  /** `none`: not connected yet, or no longer. `ended`: it worked, and needs to be authorized again. */
  grant: 'none' | 'working' | 'ended';
  /** Why the grant ended, if it is known. */
  reason: Reason | null;
  /** The slugs of triggers that are enabled and do not work. */
  stoppedTriggers: readonly string[];
  /** How many action calls have failed since the last one that succeeded. */
  failedCalls: number;
  /** Whether triggers wait for messages that cannot arrive, because no webhook is registered. */
  missesWebhook: boolean;
}

/** From how many failed calls in a row on it is the connection, and not a single call, that fails. */
export const FAILED_CALLS_THAT_COUNT = 5;

interface Finding extends HealthReason {
  level: HealthLevel;
}

/** One for each way in which a connection may not work, in the order in which a person should look at them. */
const CHECKS: ((parts: ConnectionParts) => Finding | null)[] = [
  grantEnded,
  webhookMissing,
  triggerStopped,
  callsFailing,
];

/** The health of a connection: the level of its worst part, and a reason for each part that does not work. Pure. */
export function connectionHealth(parts: ConnectionParts): ConnectionHealth {
  if (parts.grant === 'none') return { level: 'inactive', reasons: [] };
  // While nothing can be used, the other parts say nothing new: triggers pause with their grant.
  const findings = CHECKS.map((check) => check(parts)).filter((finding) => finding !== null);
  const ended = findings.filter(({ level }) => level === 'down');
  const shown = ended.length > 0 ? ended : findings;
  return {
    level: worstOf(['healthy', ...shown.map(({ level }) => level)]),
    reasons: shown.map(({ level: _level, ...found }) => found),
  };
}

/** The worst of some levels: for a workspace, that of its connections. `inactive` if there is none. Pure. */
export function worstOf(levels: readonly HealthLevel[]): HealthLevel {
  return HEALTH_LEVELS[Math.max(0, ...levels.map((level) => HEALTH_LEVELS.indexOf(level)))] ?? 'inactive';
}

/** Whether both have the same level for the same reasons. How many triggers are affected makes no difference. Pure. */
export function isSameHealth(one: ConnectionHealth, other: ConnectionHealth): boolean {
  const codes = ({ reasons }: ConnectionHealth) => reasons.map(({ code }) => code).join();
  return one.level === other.level && codes(one) === codes(other);
}

function grantEnded({ grant, reason }: ConnectionParts): Finding | null {
  if (grant !== 'ended') return null;
  const { sentence, next } = reason
    ? reasonText(reason.code)
    : { sentence: 'Access ended.', next: 'Reconnect to restore it.' };
  return { level: 'down', part: 'grant', code: 'grant_ended', message: sentence, remedy: next, subjects: [] };
}

function webhookMissing({ missesWebhook }: ConnectionParts): Finding | null {
  if (!missesWebhook) return null;
  const message = 'No webhook is registered, so no events arrive.';
  const remedy = 'Ask an installation admin to register it under System health.';
  return { level: 'degraded', part: 'webhook', code: 'webhook_missing', message, remedy, subjects: [] };
}

function triggerStopped({ stoppedTriggers }: ConnectionParts): Finding | null {
  const count = stoppedTriggers.length;
  if (count === 0) return null;
  const message = count === 1 ? '1 trigger has stopped.' : `${count} triggers have stopped.`;
  const remedy = 'Open the connection’s triggers to see why, then try again.';
  const subjects = [...stoppedTriggers];
  return { level: 'degraded', part: 'triggers', code: 'trigger_stopped', message, remedy, subjects };
}

function callsFailing({ failedCalls }: ConnectionParts): Finding | null {
  if (failedCalls < FAILED_CALLS_THAT_COUNT) return null;
  const message = `The last ${FAILED_CALLS_THAT_COUNT} action calls failed.`;
  const remedy = 'Open the connection’s runs to see what the app answered.';
  return { level: 'degraded', part: 'executions', code: 'calls_failing', message, remedy, subjects: [] };
}
