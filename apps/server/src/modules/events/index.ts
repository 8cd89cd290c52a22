/** The public interface of this module. */
export { countEventsPerDay } from './count-events-per-day.ts';
export { eraseSessionEvents, triggerMessagesOf } from './erase-events.ts';
export { type EventNews, eventNews } from './event-news.ts';
export { announceEvents, type NewEvent, saveEvents } from './save-events.ts';
export { eventPositionSchema, eventPosition, type WatchedEvent, watchEvents } from './watch-events.ts';
