/** The public interface of this module. */
export { type EventNews, eventNews } from './event-news.ts';
export { announceEvents, type NewEvent, saveEvents } from './save-events.ts';
export { eventPositionSchema, eventPosition, type WatchedEvent, watchEvents } from './watch-events.ts';
