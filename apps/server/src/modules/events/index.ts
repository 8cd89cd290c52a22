/** What other modules may use. */
export { type EventNews, eventNews } from './event-news.ts';
export { announceEvents, type NewEvent, saveEvents } from './save-events.ts';
export { eventPositionSchema, eventPosition, type WatchedEvent, watchEvents } from './watch-events.ts';
