export { type Announcement, announcementOf, ANNOUNCEMENTS } from './announcements.ts';
export { type Button, BUTTON_IDS, type ButtonId, buttonsFor, END_USER_BUTTONS } from './buttons.ts';
export {
  type AttemptOutcome,
  type ConnectionEffect,
  type EffectType,
  type Revocation,
  REVOCATIONS,
} from './connection.effects.ts';
export {
  COMMAND_TYPES,
  type CommandType,
  type ConnectionCommand,
  type ConnectionFact,
  type ConnectionMachineEvent,
  FACT_TYPES,
  type FactType,
} from './connection.events.ts';
export { type ConnectionContext, connectionMachine } from './connection.machine.ts';
export { type Reason, reason, REASON_CODES, type ReasonCode } from './reasons.ts';
export { type MachineState, type Status, STATUSES } from './status.ts';
export { type ConnectionState, next, permitted, start, type Transition } from './transition.ts';
export { type ConnectionFacts, stateOf } from './view-state.ts';
