import { assign, setup } from 'xstate';
import type { AttemptOutcome, Revocation } from './connection.effects.ts';
import type { ConnectionMachineEvent } from './connection.events.ts';
import type { Reason } from './reasons.ts';

/** The machine's extended state; every field is a column of `entity_connections`. */
export interface ConnectionContext {
  /** The open attempt: always set while `pending`, sometimes while `active` (a reconnect), never otherwise. */
  attemptId: string | null;
  /** The connected account in use (`ca_…`); null before the first authorization and for apps without authentication. */
  accountId: string | null;
  /** The state a failed attempt returns to. Only meaningful while pending. */
  fallback: 'added' | 'expired';
  /** Why the last attempt failed, or why the grant ended. Cleared by a new attempt and by success. */
  reason: Reason | null;
  /**
   * Of the open attempt: whether the customer's service has to confirm who returned. `required`: the attempt is one of a connect
   * session, and no return was verified yet. `awaited`: it was, and nothing but the confirmation activates it.
   */
  confirmation: 'none' | 'required' | 'awaited';
}

export const EMPTY_CONTEXT: ConnectionContext = {
  attemptId: null,
  accountId: null,
  fallback: 'added',
  reason: null,
  confirmation: 'none',
};

interface Scope {
  context: ConnectionContext;
  event: ConnectionMachineEvent;
}

function isActivation(event: ConnectionMachineEvent) {
  return event.type === 'authorized' || event.type === 'confirmed';
}

const openAttempt = {
  type: 'openAttempt' as const,
  params: ({ event }: Scope) => ({ attemptId: event.type === 'connect' ? event.attemptId : null }),
};

const closeAttempt = (outcome: AttemptOutcome) => ({
  type: 'closeAttempt' as const,
  params: ({ context }: Scope) => ({ attemptId: context.attemptId, outcome }),
});

const dropAccount = {
  type: 'dropAccount' as const,
  params: ({ context }: Scope) => ({ attemptId: context.attemptId }),
};

const deleteAccount = {
  type: 'deleteAccount' as const,
  params: ({ context }: Scope) => ({ accountId: context.accountId }),
};

const deleteReplacedAccount = {
  type: 'deleteAccount' as const,
  params: ({ context, event }: Scope) => ({
    accountId: isActivation(event) && event.accountId !== context.accountId ? context.accountId : null,
  }),
};

const releaseAccount = {
  type: 'releaseAccount' as const,
  params: ({ context, event }: Scope) => ({
    accountId: context.accountId,
    revoke: event.type === 'disconnect' && event.revoke ? ('asked' as const) : ('if_unused' as const),
  }),
};

// Effects read the context before the transition, so they come before the assignments in every list below.
const OPEN = [openAttempt, 'rememberAttempt'] as const;
const REPLACE = [closeAttempt('superseded'), dropAccount, ...OPEN] as const;
const SUCCEED = [closeAttempt('authorized'), deleteReplacedAccount, 'armTriggers', 'rememberAccount'] as const;
const REFUSE = [closeAttempt('refused'), dropAccount, 'forgetAttempt', 'keepReason'] as const;
const LAPSE = [closeAttempt('lapsed'), dropAccount, 'forgetAttempt', 'keepReason'] as const;
const CANCEL = [closeAttempt('cancelled'), dropAccount, 'forgetAttempt', 'keepCancelled'] as const;
const START_WITHOUT_AUTH = ['armTriggers', 'clearReason'] as const;
// The app once needed an account and no longer does: a dead one that stayed in use would expire again and again.
const RESTART_WITHOUT_AUTH = ['deleteTriggers', deleteAccount, ...START_WITHOUT_AUTH, 'forgetAccount'] as const;
const RELEASE = [closeAttempt('cancelled'), dropAccount, 'deleteTriggers', releaseAccount] as const;
const DISPUTE = ['deleteTriggers', deleteAccount, 'forgetAccount', 'keepReason'] as const;
const REMOVE = { target: 'none', actions: [...RELEASE, 'forgetConfiguration', 'forgetEverything'] } as const;
const DISCONNECT = { target: 'added', actions: [...RELEASE, 'forgetEverything'] } as const;

/**
 * The lifecycle of one connection: the table in ARCHITECTURE.md. State names are the values of the `status` column
 * (`none` means that there is no row), so renaming one needs a migration.
 *
 * The machine is never started: no `invoke`, no `after`. Time is an event that the sweeper sends based on a stored
 * deadline.
 */
export const connectionMachine = setup({
  types: { context: {} as ConnectionContext, events: {} as ConnectionMachineEvent },
  guards: {
    needsNothing: ({ event }) => event.type === 'connect' && !event.needsAuth && !event.needsConfirmation,
    needsAuth: ({ event }) => event.type === 'connect' && event.needsAuth,
    needsAttempt: ({ event }) => event.type === 'connect' && (event.needsAuth || event.needsConfirmation === true),
    hasAttempt: ({ context }) => context.attemptId !== null,
    isOpenAttempt: ({ context, event }) => 'attemptId' in event && event.attemptId === context.attemptId,
    isUnconfirmedAttempt: ({ context, event }) =>
      'attemptId' in event && event.attemptId === context.attemptId && context.confirmation === 'none',
    isReturnToConfirm: ({ context, event }) =>
      'attemptId' in event && event.attemptId === context.attemptId && context.confirmation === 'required',
    isAwaited: ({ context, event }) =>
      'attemptId' in event && event.attemptId === context.attemptId && context.confirmation === 'awaited',
    wasAdded: ({ context }) => context.fallback === 'added',
    isOpenAttemptAndWasAdded: ({ context, event }) =>
      'attemptId' in event && event.attemptId === context.attemptId && context.fallback === 'added',
    isOwnAccount: ({ context, event }) => 'accountId' in event && event.accountId === context.accountId,
    isOwnAccountWhileReconnecting: ({ context, event }) =>
      'accountId' in event && event.accountId === context.accountId && context.attemptId !== null,
  },
  actions: {
    // Effects. Empty here: the caller of a transition gets them as a list (see transition.ts).
    openAttempt: (_, _params: { attemptId: string | null }) => {},
    closeAttempt: (_, _params: { attemptId: string | null; outcome: AttemptOutcome }) => {},
    armTriggers: () => {},
    pauseTriggers: () => {},
    deleteTriggers: () => {},
    dropAccount: (_, _params: { attemptId: string | null }) => {},
    deleteAccount: (_, _params: { accountId: string | null }) => {},
    releaseAccount: (_, _params: { accountId: string | null; revoke: Revocation }) => {},
    forgetConfiguration: () => {},

    rememberAttempt: assign(({ event }) =>
      event.type === 'connect'
        ? { attemptId: event.attemptId, reason: null, confirmation: event.needsConfirmation ? 'required' : 'none' }
        : {},
    ),
    rememberAccount: assign(({ event }) =>
      isActivation(event) ? { accountId: event.accountId, attemptId: null, reason: null, confirmation: 'none' } : {},
    ),
    awaitConfirmation: assign({ confirmation: 'awaited' }),
    forgetAttempt: assign({ attemptId: null, confirmation: 'none' }),
    forgetAccount: assign({ accountId: null }),
    fallBackToAdded: assign({ fallback: 'added' }),
    fallBackToExpired: assign({ fallback: 'expired' }),
    keepReason: assign(({ event }) => ('reason' in event ? { reason: event.reason } : {})),
    keepCancelled: assign({ reason: { code: 'cancelled', detail: null } }),
    clearReason: assign({ reason: null }),
    forgetEverything: assign(EMPTY_CONTEXT),
  },
}).createMachine({
  id: 'connection',
  initial: 'none',
  context: EMPTY_CONTEXT,
  states: {
    none: {
      on: { add: 'added' },
    },
    added: {
      on: {
        connect: [
          { guard: 'needsNothing', target: 'active', actions: START_WITHOUT_AUTH },
          { target: 'pending', actions: ['fallBackToAdded', ...OPEN] },
        ],
        remove: REMOVE,
      },
    },
    pending: {
      on: {
        connect: { guard: 'needsAttempt', target: 'pending', actions: REPLACE },
        authorized: { guard: 'isUnconfirmedAttempt', target: 'active', actions: SUCCEED },
        returned: { guard: 'isReturnToConfirm', target: 'pending', actions: 'awaitConfirmation' },
        confirmed: { guard: 'isAwaited', target: 'active', actions: SUCCEED },
        refused: [
          { guard: 'isOpenAttemptAndWasAdded', target: 'added', actions: REFUSE },
          { guard: 'isOpenAttempt', target: 'expired', actions: REFUSE },
        ],
        lapsed: [
          { guard: 'isOpenAttemptAndWasAdded', target: 'added', actions: LAPSE },
          { guard: 'isOpenAttempt', target: 'expired', actions: LAPSE },
        ],
        cancel: [
          { guard: 'wasAdded', target: 'added', actions: CANCEL },
          { target: 'expired', actions: CANCEL },
        ],
        // Without the account there is no previous state to return to.
        account_disputed: { guard: 'isOwnAccount', target: 'pending', actions: [...DISPUTE, 'fallBackToAdded'] },
        remove: REMOVE,
      },
    },
    active: {
      on: {
        // A reconnect never downgrades a working connection: the status and the account in use stay.
        connect: [
          {
            guard: ({ context, event }) => event.needsAuth && context.attemptId !== null,
            target: 'active',
            actions: REPLACE,
          },
          { guard: 'needsAuth', target: 'active', actions: OPEN },
        ],
        authorized: { guard: 'isUnconfirmedAttempt', target: 'active', actions: SUCCEED },
        returned: { guard: 'isReturnToConfirm', target: 'active', actions: 'awaitConfirmation' },
        confirmed: { guard: 'isAwaited', target: 'active', actions: SUCCEED },
        refused: { guard: 'isOpenAttempt', target: 'active', actions: REFUSE },
        lapsed: { guard: 'isOpenAttempt', target: 'active', actions: LAPSE },
        cancel: { guard: 'hasAttempt', target: 'active', actions: CANCEL },
        grant_ended: [
          // The open reconnect may still succeed, so the connection becomes pending, with the attempt's deadline.
          {
            guard: 'isOwnAccountWhileReconnecting',
            target: 'pending',
            actions: ['pauseTriggers', 'fallBackToExpired', 'keepReason'],
          },
          { guard: 'isOwnAccount', target: 'expired', actions: ['pauseTriggers', 'keepReason'] },
        ],
        account_disputed: [
          {
            guard: 'isOwnAccountWhileReconnecting',
            target: 'pending',
            actions: [...DISPUTE, 'fallBackToAdded'],
          },
          { guard: 'isOwnAccount', target: 'added', actions: DISPUTE },
        ],
        disconnect: DISCONNECT,
        remove: REMOVE,
      },
    },
    expired: {
      on: {
        connect: [
          { guard: 'needsNothing', target: 'active', actions: RESTART_WITHOUT_AUTH },
          { target: 'pending', actions: ['fallBackToExpired', ...OPEN] },
        ],
        account_disputed: { guard: 'isOwnAccount', target: 'added', actions: DISPUTE },
        disconnect: DISCONNECT,
        remove: REMOVE,
      },
    },
  },
});
