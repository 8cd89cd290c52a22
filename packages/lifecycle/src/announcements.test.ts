import { expect, it } from 'vitest';
import { announcementOf } from './announcements.ts';
import type { ConnectionMachineEvent } from './connection.events.ts';
import { EMPTY_CONTEXT } from './connection.machine.ts';
import { reason } from './reasons.ts';
import type { MachineState } from './status.ts';
import { type ConnectionState, next } from './transition.ts';

function announced(
  status: MachineState,
  context: Partial<ConnectionState['context']>,
  event: ConnectionMachineEvent,
): unknown {
  const before: ConnectionState = { status, context: { ...EMPTY_CONTEXT, ...context } };
  const result = next(before, event);
  return result.legal ? announcementOf(before, result) : 'illegal';
}

const OPEN = { attemptId: 'open' };
const OWN = { accountId: 'ca_own' };
const DENIED = { type: 'refused', attemptId: 'open', reason: reason('denied') } as const;
const ENDED = { type: 'grant_ended', accountId: 'ca_own', reason: reason('grant_revoked') } as const;
const AUTHORIZED = { type: 'authorized', attemptId: 'open', accountId: 'ca_new' } as const;
const DISPUTED = { type: 'account_disputed', accountId: 'ca_own', reason: reason('wrong_person') } as const;
const CONNECT = { type: 'connect', attemptId: 'new', needsAuth: true } as const;

it.each([
  ['added', 'none', {}, { type: 'add' }],
  ['connected', 'pending', OPEN, AUTHORIZED],
  ['connected', 'added', {}, { ...CONNECT, needsAuth: false }],
  ['reconnected', 'pending', { ...OPEN, ...OWN, fallback: 'expired' }, AUTHORIZED],
  ['reconnected', 'active', { ...OPEN, ...OWN }, AUTHORIZED],
  ['reconnected', 'expired', OWN, { ...CONNECT, needsAuth: false }],
  ['expired', 'active', OWN, ENDED],
  ['expired', 'active', { ...OPEN, ...OWN }, ENDED],
  ['disconnected', 'active', OWN, { type: 'disconnect' }],
  ['disconnected', 'active', { ...OPEN, ...OWN }, { type: 'disconnect' }],
  ['disconnected', 'expired', OWN, DISPUTED],
  ['disconnected', 'pending', { ...OPEN, ...OWN, fallback: 'expired' }, DISPUTED],
  ['removed', 'active', OWN, { type: 'remove' }],
  ['removed', 'pending', OPEN, { type: 'remove' }],
  ['attempt_failed', 'pending', OPEN, DENIED],
  ['attempt_failed', 'pending', OPEN, { type: 'cancel' }],
  ['attempt_failed', 'active', { ...OPEN, ...OWN }, { type: 'lapsed', attemptId: 'open', reason: reason('lapsed') }],
  [null, 'added', {}, CONNECT],
  [null, 'pending', OPEN, CONNECT],
  [null, 'active', OWN, CONNECT],
] as const)('%s is announced of a connection that is %s with %o after %o', (...[expected, status, context, event]) => {
  expect(announced(status, context, event)).toBe(expected);
});
