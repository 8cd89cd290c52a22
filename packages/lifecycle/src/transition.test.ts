import { describe, expect, it } from 'vitest';
import { getShortestPaths } from 'xstate/graph';
import type { ConnectionEffect } from './connection.effects.ts';
import type { ConnectionMachineEvent } from './connection.events.ts';
import { type ConnectionContext, connectionMachine, EMPTY_CONTEXT } from './connection.machine.ts';
import { reason } from './reasons.ts';
import { type MachineState, STATUSES } from './status.ts';
import { type ConnectionState, next, permitted, start } from './transition.ts';

const DENIED = reason('denied', 'access_denied');
const REVOKED = reason('grant_revoked');
const WRONG_PERSON = reason('wrong_person');

const EVENTS = {
  add: { type: 'add' },
  connect: { type: 'connect', attemptId: 'new', needsAuth: true },
  connectWithoutAuth: { type: 'connect', attemptId: 'new', needsAuth: false },
  cancel: { type: 'cancel' },
  disconnect: { type: 'disconnect' },
  disconnectAndRevoke: { type: 'disconnect', revoke: true },
  remove: { type: 'remove' },
  authorized: { type: 'authorized', attemptId: 'open', accountId: 'ca_new' },
  connectInSession: { type: 'connect', attemptId: 'new', needsAuth: true, needsConfirmation: true },
  connectInSessionWithoutAuth: { type: 'connect', attemptId: 'new', needsAuth: false, needsConfirmation: true },
  returned: { type: 'returned', attemptId: 'open' },
  returnedOld: { type: 'returned', attemptId: 'old' },
  confirmed: { type: 'confirmed', attemptId: 'open', accountId: 'ca_new' },
  confirmedOld: { type: 'confirmed', attemptId: 'old', accountId: 'ca_new' },
  authorizedAgain: { type: 'authorized', attemptId: 'old', accountId: 'ca_new' },
  refused: { type: 'refused', attemptId: 'open', reason: DENIED },
  refusedOld: { type: 'refused', attemptId: 'old', reason: DENIED },
  lapsed: { type: 'lapsed', attemptId: 'open', reason: reason('lapsed') },
  lapsedOld: { type: 'lapsed', attemptId: 'old', reason: reason('lapsed') },
  grantEnded: { type: 'grant_ended', accountId: 'ca_own', reason: REVOKED },
  grantOfAnotherEnded: { type: 'grant_ended', accountId: 'ca_other', reason: REVOKED },
  account_disputed: { type: 'account_disputed', accountId: 'ca_own', reason: WRONG_PERSON },
  account_disputed_other: { type: 'account_disputed', accountId: 'ca_other', reason: WRONG_PERSON },
} satisfies Record<string, ConnectionMachineEvent>;

type EventName = keyof typeof EVENTS;

function state(status: MachineState, context: Partial<ConnectionContext> = {}): ConnectionState {
  return { status, context: { ...EMPTY_CONTEXT, ...context } };
}

const STATES = {
  none: state('none'),
  added: state('added'),
  'pending, was added': state('pending', { attemptId: 'open' }),
  'pending, was expired': state('pending', { attemptId: 'open', accountId: 'ca_own', fallback: 'expired' }),
  'pending in a session': state('pending', { attemptId: 'open', confirmation: 'required' }),
  'pending, confirming': state('pending', { attemptId: 'open', confirmation: 'awaited' }),
  active: state('active', { accountId: 'ca_own' }),
  'active, reconnecting': state('active', { accountId: 'ca_own', attemptId: 'open' }),
  'active, reconnecting in a session': state('active', {
    accountId: 'ca_own',
    attemptId: 'open',
    confirmation: 'required',
  }),
  'active, confirming': state('active', { accountId: 'ca_own', attemptId: 'open', confirmation: 'awaited' }),
  'active without auth': state('active'),
  expired: state('expired', { accountId: 'ca_own', reason: REVOKED }),
} satisfies Record<string, ConnectionState>;

type StateName = keyof typeof STATES;

const open: ConnectionEffect = { type: 'openAttempt', attemptId: 'new' };
const close = (outcome: 'authorized' | 'superseded' | 'refused' | 'lapsed' | 'cancelled'): ConnectionEffect => ({
  type: 'closeAttempt',
  attemptId: 'open',
  outcome,
});
const arm: ConnectionEffect = { type: 'armTriggers' };
const pause: ConnectionEffect = { type: 'pauseTriggers' };
const unsubscribe: ConnectionEffect = { type: 'deleteTriggers' };
const drop: ConnectionEffect = { type: 'dropAccount', attemptId: 'open' };
const erase: ConnectionEffect = { type: 'deleteAccount', accountId: 'ca_own' };
const release: ConnectionEffect = { type: 'releaseAccount', accountId: 'ca_own', revoke: 'if_unused' };
const releaseAsked: ConnectionEffect = { type: 'releaseAccount', accountId: 'ca_own', revoke: 'asked' };
const forget: ConnectionEffect = { type: 'forgetConfiguration' };

type Row = Partial<Record<EventName, [MachineState, ConnectionEffect[]]>>;

/** What ends an attempt in the same way wherever it stands. */
const ENDS_ADDED = {
  connect: ['pending', [close('superseded'), drop, open]],
  connectInSession: ['pending', [close('superseded'), drop, open]],
  connectInSessionWithoutAuth: ['pending', [close('superseded'), drop, open]],
  refused: ['added', [close('refused'), drop]],
  lapsed: ['added', [close('lapsed'), drop]],
  cancel: ['added', [close('cancelled'), drop]],
  remove: ['none', [close('cancelled'), drop, unsubscribe, forget]],
} satisfies Row;
const ENDS_ACTIVE = {
  connect: ['active', [close('superseded'), drop, open]],
  connectInSession: ['active', [close('superseded'), drop, open]],
  refused: ['active', [close('refused'), drop]],
  lapsed: ['active', [close('lapsed'), drop]],
  cancel: ['active', [close('cancelled'), drop]],
  grantEnded: ['pending', [pause]],
  account_disputed: ['pending', [unsubscribe, erase]],
  disconnect: ['added', [close('cancelled'), drop, unsubscribe, release]],
  disconnectAndRevoke: ['added', [close('cancelled'), drop, unsubscribe, releaseAsked]],
  remove: ['none', [close('cancelled'), drop, unsubscribe, release, forget]],
} satisfies Row;

/** The whole table: the target and the effects of every legal cell. A missing cell is illegal. */
const TABLE: Record<StateName, Row> = {
  none: { add: ['added', []] },
  added: {
    connect: ['pending', [open]],
    connectInSession: ['pending', [open]],
    connectInSessionWithoutAuth: ['pending', [open]],
    connectWithoutAuth: ['active', [arm]],
    remove: ['none', [unsubscribe, forget]],
  },
  'pending, was added': {
    connect: ['pending', [close('superseded'), drop, open]],
    connectInSession: ['pending', [close('superseded'), drop, open]],
    connectInSessionWithoutAuth: ['pending', [close('superseded'), drop, open]],
    authorized: ['active', [close('authorized'), arm]],
    refused: ['added', [close('refused'), drop]],
    lapsed: ['added', [close('lapsed'), drop]],
    cancel: ['added', [close('cancelled'), drop]],
    remove: ['none', [close('cancelled'), drop, unsubscribe, forget]],
  },
  'pending, was expired': {
    connect: ['pending', [close('superseded'), drop, open]],
    connectInSession: ['pending', [close('superseded'), drop, open]],
    connectInSessionWithoutAuth: ['pending', [close('superseded'), drop, open]],
    authorized: ['active', [close('authorized'), erase, arm]],
    refused: ['expired', [close('refused'), drop]],
    lapsed: ['expired', [close('lapsed'), drop]],
    cancel: ['expired', [close('cancelled'), drop]],
    account_disputed: ['pending', [unsubscribe, erase]],
    remove: ['none', [close('cancelled'), drop, unsubscribe, release, forget]],
  },
  'pending in a session': { ...ENDS_ADDED, returned: ['pending', []] },
  'pending, confirming': { ...ENDS_ADDED, confirmed: ['active', [close('authorized'), arm]] },
  active: {
    connect: ['active', [open]],
    connectInSession: ['active', [open]],
    grantEnded: ['expired', [pause]],
    account_disputed: ['added', [unsubscribe, erase]],
    disconnect: ['added', [unsubscribe, release]],
    disconnectAndRevoke: ['added', [unsubscribe, releaseAsked]],
    remove: ['none', [unsubscribe, release, forget]],
  },
  'active, reconnecting': {
    connect: ['active', [close('superseded'), drop, open]],
    connectInSession: ['active', [close('superseded'), drop, open]],
    authorized: ['active', [close('authorized'), erase, arm]],
    refused: ['active', [close('refused'), drop]],
    lapsed: ['active', [close('lapsed'), drop]],
    cancel: ['active', [close('cancelled'), drop]],
    grantEnded: ['pending', [pause]],
    account_disputed: ['pending', [unsubscribe, erase]],
    disconnect: ['added', [close('cancelled'), drop, unsubscribe, release]],
    disconnectAndRevoke: ['added', [close('cancelled'), drop, unsubscribe, releaseAsked]],
    remove: ['none', [close('cancelled'), drop, unsubscribe, release, forget]],
  },
  'active, reconnecting in a session': { ...ENDS_ACTIVE, returned: ['active', []] },
  'active, confirming': { ...ENDS_ACTIVE, confirmed: ['active', [close('authorized'), erase, arm]] },
  'active without auth': {
    connect: ['active', [open]],
    connectInSession: ['active', [open]],
    disconnect: ['added', [unsubscribe]],
    disconnectAndRevoke: ['added', [unsubscribe]],
    remove: ['none', [unsubscribe, forget]],
  },
  expired: {
    connect: ['pending', [open]],
    connectInSession: ['pending', [open]],
    connectInSessionWithoutAuth: ['pending', [open]],
    connectWithoutAuth: ['active', [unsubscribe, erase, arm]],
    account_disputed: ['added', [unsubscribe, erase]],
    disconnect: ['added', [unsubscribe, release]],
    disconnectAndRevoke: ['added', [unsubscribe, releaseAsked]],
    remove: ['none', [unsubscribe, release, forget]],
  },
};

const CELLS = Object.keys(STATES).flatMap((from) =>
  Object.keys(EVENTS).map((event) => ({ from: from as StateName, event: event as EventName })),
);

describe('next', () => {
  it.each(CELLS)('$from × $event', ({ from, event }) => {
    const expected = TABLE[from][event];
    const result = next(STATES[from], EVENTS[event]);
    expect(result.legal).toBe(expected !== undefined);
    expect(result.state.status).toBe(expected?.[0] ?? STATES[from].status);
    expect(result.legal ? result.effects : []).toEqual(expected?.[1] ?? []);
  });

  it('does not change its arguments', () => {
    const before = Object.freeze(state('pending', Object.freeze({ ...EMPTY_CONTEXT, attemptId: 'open' })));
    expect(next(before, EVENTS.authorized).legal).toBe(true);
    expect(before).toEqual(STATES['pending, was added']);
  });

  it('keeps the reason of a failed attempt, and clears it with the next one', () => {
    const failed = next(STATES['pending, was added'], EVENTS.refused).state;
    expect(failed.context).toEqual({ ...EMPTY_CONTEXT, reason: DENIED });
    expect(next(failed, EVENTS.connect).state.context).toEqual({ ...EMPTY_CONTEXT, attemptId: 'new' });
  });

  it('keeps the working account while a reconnect is open, and swaps it on success', () => {
    const reconnecting = next(STATES.active, EVENTS.connect).state;
    expect(reconnecting.context).toMatchObject({ accountId: 'ca_own', attemptId: 'new' });
    const swapped = next(reconnecting, { type: 'authorized', attemptId: 'new', accountId: 'ca_new' });
    expect(swapped.state.context).toEqual({ ...EMPTY_CONTEXT, accountId: 'ca_new' });
  });

  it('activates what an end user authorized by a confirmation alone, whatever the provider or a refresh says', () => {
    const opened = next(STATES.added, EVENTS.connectInSession).state;
    const returned = next(opened, { type: 'returned', attemptId: 'new' }).state;
    expect(returned.context.confirmation).toBe('awaited');
    for (const before of [opened, returned]) {
      expect(next(before, { type: 'authorized', attemptId: 'new', accountId: 'ca_new' }).legal).toBe(false);
    }
    expect(next(opened, { type: 'confirmed', attemptId: 'new', accountId: 'ca_new' }).legal).toBe(false);
    const active = next(returned, { type: 'confirmed', attemptId: 'new', accountId: 'ca_new' }).state;
    expect(active).toEqual(state('active', { accountId: 'ca_new' }));
  });

  it('keeps an account that returns unchanged', () => {
    const again = next(STATES['active, reconnecting'], { ...EVENTS.authorized, accountId: 'ca_own' });
    expect(again.legal && again.effects).not.toContainEqual(erase);
  });

  it('revokes only where a workspace gives up an account', () => {
    const mayRevoke = CELLS.filter(({ from, event }) => {
      const result = next(STATES[from], EVENTS[event]);
      return result.legal && result.effects.some(({ type }) => type === 'releaseAccount');
    });
    expect(new Set(mayRevoke.map(({ event }) => event))).toEqual(
      new Set(['disconnect', 'disconnectAndRevoke', 'remove']),
    );
  });

  it('becomes pending, and falls back to expired, when the grant ends during a reconnect', () => {
    const pending = next(STATES['active, reconnecting'], EVENTS.grantEnded).state;
    expect(pending.context).toMatchObject({ attemptId: 'open', fallback: 'expired', reason: REVOKED });
    expect(next(pending, EVENTS.lapsed).state.status).toBe('expired');
  });

  it('gives up a disputed account, says why, and lets the open reconnect continue', () => {
    const disputed = next(STATES.active, EVENTS.account_disputed).state;
    expect(disputed).toEqual(state('added', { reason: WRONG_PERSON }));
    const pending = next(STATES['active, reconnecting'], EVENTS.account_disputed).state;
    expect(pending).toEqual(state('pending', { attemptId: 'open', reason: WRONG_PERSON }));
    expect(next(pending, EVENTS.lapsed).state.status).toBe('added');
  });

  it('forgets the dead account of an app that no longer needs one, so that it cannot expire a second time', () => {
    const restarted = next(STATES.expired, EVENTS.connectWithoutAuth).state;
    expect(restarted).toEqual(STATES['active without auth']);
    expect(next(restarted, EVENTS.grantEnded).legal).toBe(false);
  });

  it('forgets account, attempt and reason on disconnect', () => {
    expect(next(STATES['active, reconnecting'], EVENTS.disconnect).state).toEqual(STATES.added);
  });
});

describe('every path through the machine', () => {
  // One attempt and one account, so that facts match the state.
  const events = Object.values(EVENTS)
    .map((event) => ('attemptId' in event ? { ...event, attemptId: 'open' } : event))
    .map((event) => ('accountId' in event ? { ...event, accountId: 'ca_own' } : event));

  it('reaches every status', () => {
    const reached = getShortestPaths(connectionMachine, { events }).map((path) => path.state.value);
    expect(new Set(reached)).toEqual(new Set(['none', ...STATUSES]));
  });

  it('never leaves a pending row without an attempt, or an open attempt in a status other than pending and active', () => {
    // One path to each reachable state is enough: the property is about states, not paths.
    const paths = getShortestPaths(connectionMachine, { events });
    expect(paths.length).toBeGreaterThan(20);
    for (const { state: end } of paths) {
      const { attemptId } = end.context;
      if (end.value === 'pending') expect(attemptId).not.toBeNull();
      else if (end.value !== 'active') expect(attemptId).toBeNull();
    }
  });

  it('always offers a person a way forward', () => {
    for (const path of getShortestPaths(connectionMachine, { events })) {
      const here = { status: path.state.value, context: path.state.context };
      expect(permitted(here, { needsAuth: true })).not.toEqual([]);
    }
  });
});

describe('permitted', () => {
  it.each([
    ['none', ['add']],
    ['added', ['connect', 'remove']],
    ['pending, was added', ['connect', 'cancel', 'remove']],
    ['active', ['connect', 'disconnect', 'remove']],
    ['active, reconnecting', ['connect', 'cancel', 'disconnect', 'remove']],
    ['expired', ['connect', 'disconnect', 'remove']],
  ] as const)('%s: %j', (from, commands) => {
    expect(permitted(STATES[from], { needsAuth: true })).toEqual(commands);
  });

  it('has nothing to reconnect for an app without authentication', () => {
    expect(permitted(STATES['active without auth'], { needsAuth: false })).toEqual(['disconnect', 'remove']);
  });
});

describe('start', () => {
  it('is the machine’s own initial state', () => {
    expect(start()).toEqual(STATES.none);
  });

  it('can be restored from every value of the status column', () => {
    for (const status of STATUSES) expect(() => next(state(status), EVENTS.remove)).not.toThrow();
  });

  it('refuses a status that the machine does not have', () => {
    expect(() => next(state('conected' as MachineState), EVENTS.remove)).toThrow();
  });
});
