import type { EntityManager } from '@mikro-orm/postgresql';
import {
  announcementOf,
  type ConnectionEffect,
  type ConnectionMachineEvent,
  type ConnectionState,
  type FactType,
  FACT_TYPES,
  next,
} from '@patchbay/lifecycle';
import type { Actor } from '../access/index.ts';
import { accountOf, type Step } from './step-events.ts';
import { type ClosedAttempt, closedAttempts } from './session-events.ts';
import { appendHistory } from './append-history.ts';
import type { HealthParts } from './health/health-parts.ts';
import { runEffects } from './run-effects.ts';
import type { Connection } from './connection.entity.ts';
import type { ConnectionsDeps } from './connections.deps.ts';

export interface Applied {
  legal: boolean;
  effects: ConnectionEffect[];
  /** What others are to be told of it; null if nothing. */
  step: Step | null;
  /** The attempts that it closes. */
  closed: ClosedAttempt[];
}

/**
 * The only place that writes `status`. Asks the machine and, in the transaction of `tx`, which holds the row's lock,
 * saves the result, adds the history entry and runs the effects. An illegal fact is recorded as ignored; an illegal
 * command leaves no trace, and the caller reports the conflict.
 */
export async function applyEvent(
  { tx, ...deps }: ConnectionsDeps & { tx: EntityManager },
  connection: Connection,
  { event, actor }: { event: ConnectionMachineEvent; actor: Actor },
): Promise<Applied> {
  const before = stateOf(connection);
  const result = next(before, event);
  const line = { event: event.type, actor, from: before.status, attemptId: before.context.attemptId };

  if (!result.legal) {
    if (isFact(event.type)) {
      const reason = 'reason' in event ? event.reason : null;
      await appendHistory({ tx, ...deps }, connection, {
        ...line,
        to: before.status,
        reason,
        version: connection.version,
        ignored: true,
      });
    }
    return { legal: false, effects: [], step: null, closed: [] };
  }

  const { status, context } = result.state;
  const attemptId = context.attemptId ?? before.context.attemptId;
  await appendHistory({ tx, ...deps }, connection, {
    ...line,
    to: status,
    attemptId,
    reason: context.reason,
    version: connection.version + 1,
  });
  const identity = connection.accountIdentity ?? null;
  const announcement = announcementOf(before, result);
  const what = { ...line, to: status, reason: context.reason, version: connection.version + 1 };
  const step = announcement && { ...what, announcement, previousAccount: accountOf(connection) };
  if (status === 'none') tx.remove(connection);
  else save(connection, { status, context }, deps);
  connection.healthParts = partsAfter(connection.healthParts, result.effects);
  await runEffects({ tx, identity, ...deps }, connection, result.effects);
  return { ...result, step, closed: closedAttempts(result.effects, { actor, reason: context.reason }) };
}

function stateOf({ status, attemptId, accountId, fallback, confirmation, ...row }: Connection): ConnectionState {
  const reason = row.reasonCode ? { code: row.reasonCode, detail: row.reasonDetail ?? null } : null;
  const ids = { attemptId: attemptId ?? null, accountId: accountId ?? null };
  return { status, context: { ...ids, fallback, reason, confirmation } };
}

function save(connection: Connection, { status, context }: ConnectionState, { clock }: ConnectionsDeps): void {
  if (status === 'none') return;
  Object.assign(connection, {
    status,
    attemptId: context.attemptId,
    accountId: context.accountId,
    fallback: context.fallback,
    confirmation: context.confirmation,
    reasonCode: context.reason?.code ?? null,
    reasonDetail: context.reason?.detail ?? null,
    updatedAt: clock.now(),
  });
  if (!context.accountId) {
    Object.assign(connection, { accountIdentity: null, connectedBy: null, connectedAt: null });
    Object.assign(connection, { authScheme: null, scopesRequested: null, scopesGranted: null });
  }
}

/** Triggers go with the account, and a new grant gets a new chance. */
function partsAfter(parts: HealthParts, effects: ConnectionEffect[]): HealthParts {
  const has = (type: ConnectionEffect['type']) => effects.some((effect) => effect.type === type);
  if (has('deleteTriggers')) return {};
  return has('armTriggers') && parts.failedCalls ? { ...parts, failedCalls: 0 } : parts;
}

function isFact(type: string): type is FactType {
  return (FACT_TYPES as readonly string[]).includes(type);
}
