import type { CommandType } from './connection.events.ts';
import type { Status } from './status.ts';
import { permitted, start } from './transition.ts';
import { type ConnectionFacts, stateOf } from './view-state.ts';

export const BUTTON_IDS = [
  'add',
  'connect',
  'continue',
  'refresh',
  'cancel',
  'configure',
  'reconnect',
  'disconnect',
  'remove',
] as const;

export type ButtonId = (typeof BUTTON_IDS)[number];

export interface Button {
  id: ButtonId;
  text: string;
  /** `primary` is the one to highlight: exactly one per connection. */
  weight: 'primary' | 'secondary' | 'danger';
  /** The lifecycle command it sends; null for buttons that change no status (refresh, configure). */
  command: CommandType | null;
}

const BUTTONS: Record<ButtonId, { text: string; command: CommandType | null; danger?: true }> = {
  add: { text: 'Add to workspace', command: 'add' },
  connect: { text: 'Connect', command: 'connect' },
  continue: { text: 'Continue', command: 'connect' },
  refresh: { text: 'Refresh status', command: null },
  cancel: { text: 'Cancel', command: 'cancel' },
  configure: { text: 'Configure', command: null },
  reconnect: { text: 'Reconnect', command: 'connect' },
  disconnect: { text: 'Disconnect', command: 'disconnect', danger: true },
  remove: { text: 'Remove', command: 'remove', danger: true },
};

/** What an end user of a customer's product may do in a connect session. */
export const END_USER_BUTTONS: readonly ButtonId[] = [
  'connect',
  'continue',
  'refresh',
  'cancel',
  'reconnect',
  'disconnect',
];

/** In display order; the first one becomes the primary button. */
const OFFERED: Record<Status, ButtonId[]> = {
  added: ['connect', 'remove'],
  pending: ['continue', 'refresh', 'cancel'],
  active: ['configure', 'reconnect', 'disconnect'],
  expired: ['reconnect', 'disconnect', 'remove'],
};

/** A working connection that is being reconnected: finish or cancel that before starting another. */
const RECONNECTING: ButtonId[] = ['configure', 'continue', 'refresh', 'cancel', 'disconnect'];

/**
 * The buttons of a connection in its current state. The tables above choose what to offer; the machine decides what
 * is possible, and a button it does not permit is left out. `null` is an app that is not in the workspace. `among`: the
 * buttons that this screen has at all.
 */
export function buttonsFor(
  view: (ConnectionFacts & { app: { needsAuth: boolean } }) | null,
  among: readonly ButtonId[] = BUTTON_IDS,
): Button[] {
  if (view === null) return only(['add'], permitted(start(), { needsAuth: true }));
  const offered = offeredTo(view).filter((id) => among.includes(id));
  return only(offered, permitted(stateOf(view), view.app));
}

function offeredTo({ status, attempt }: ConnectionFacts): ButtonId[] {
  const offered = status === 'active' && attempt ? RECONNECTING : OFFERED[status];
  // The end user has approved, and their product is about to confirm: another approval would throw this one away.
  return attempt?.step === 'confirming' ? offered.filter((id) => id !== 'continue') : offered;
}

function only(ids: ButtonId[], commands: CommandType[]): Button[] {
  return ids
    .filter((id) => BUTTONS[id].command === null || commands.includes(BUTTONS[id].command))
    .map((id, index) => {
      const { text, command, danger } = BUTTONS[id];
      return { id, text, command, weight: index === 0 ? 'primary' : danger ? 'danger' : 'secondary' };
    });
}
