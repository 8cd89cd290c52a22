import { transition } from 'xstate';
import type { ConnectionEffect } from './connection.effects.ts';
import {
  type CommandType,
  type ConnectionCommand,
  type ConnectionMachineEvent,
  COMMAND_TYPES,
} from './connection.events.ts';
import { type ConnectionContext, connectionMachine, EMPTY_CONTEXT } from './connection.machine.ts';
import type { MachineState } from './status.ts';

/** A connection between two events: the content of the row, or `none` without a row. Plain data. */
export interface ConnectionState {
  status: MachineState;
  context: ConnectionContext;
}

export type Transition =
  | { legal: true; state: ConnectionState; effects: ConnectionEffect[] }
  /** The event is not legal in this state. A command is then a conflict; a fact is recorded and ignored. */
  | { legal: false; state: ConnectionState };

/** The state of an app that is not in the workspace. */
export function start(): ConnectionState {
  return { status: 'none', context: { ...EMPTY_CONTEXT } };
}

/** Applies `event` to `state`. Pure: neither argument is changed, and no effect runs. */
export function next(state: ConnectionState, event: ConnectionMachineEvent): Transition {
  const before = restore(state);
  // `transition` silently returns the same snapshot for an unknown event, so check with `can`.
  if (!before.can(event)) return { legal: false, state };
  const [after, actions] = transition(connectionMachine, before, event);
  return {
    legal: true,
    state: { status: after.value, context: after.context },
    effects: actions.map(({ type, params }) => Object.assign({ type }, params) as NamedEffect).filter(hasSubject),
  };
}

/** The commands that are legal now, in the order of {@link COMMAND_TYPES}. */
export function permitted(state: ConnectionState, app: { needsAuth: boolean }): CommandType[] {
  const snapshot = restore(state);
  return COMMAND_TYPES.filter((type) => snapshot.can(sample(type, app.needsAuth)));
}

function restore(state: ConnectionState) {
  return connectionMachine.resolveState({ value: state.status, context: state.context });
}

function sample(type: CommandType, needsAuth: boolean): ConnectionCommand {
  return type === 'connect' ? { type, attemptId: 'any', needsAuth } : { type };
}

/** An effect of the machine; its subject is null when there is nothing to do. */
type NamedEffect = {
  [Type in ConnectionEffect['type']]: Nullable<Extract<ConnectionEffect, { type: Type }>>;
}[ConnectionEffect['type']];

type Nullable<Effect> = {
  [Key in keyof Effect]: Key extends 'attemptId' | 'accountId' ? Effect[Key] | null : Effect[Key];
};

function hasSubject(effect: NamedEffect): effect is ConnectionEffect {
  return !('attemptId' in effect && effect.attemptId === null) && !('accountId' in effect && effect.accountId === null);
}
