/** The public interface of this module. */
export { OutgoingEvents, type PlannedEvent } from './outgoing-events.port.ts';
