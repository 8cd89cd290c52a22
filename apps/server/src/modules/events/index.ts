/** What other modules may use. */
export { announceEvents, type NewEvent, saveEvents } from './save-events.ts';
export { eventPlace, eventPosition, type WatchedEvent, watchEvents } from './watch-events.ts';
