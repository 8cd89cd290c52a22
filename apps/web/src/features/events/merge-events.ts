import type { EventFilter, EventView } from './event.queries.ts';

interface Page {
  items: EventView[];
}

/** The pages with events replaced by their versions in `fresh`. Pure. */
export function withFresh<P extends Page>(pages: P[], fresh: EventView[]): P[] {
  const byId = new Map(fresh.map((event) => [event.id, event]));
  return pages.map((page) => ({ ...page, items: page.items.map((event) => byId.get(event.id) ?? event) }));
}

/** The events that are on no page. Pure. */
export function unknownOf(pages: Page[], events: EventView[]): EventView[] {
  const known = new Set(pages.flatMap(({ items }) => items.map(({ id }) => id)));
  return events.filter(({ id }) => !known.has(id));
}

/** Without duplicates, newest first: ids are ordered by time. Pure. */
export function inOrder(events: EventView[]): EventView[] {
  return [...new Map(events.map((event) => [event.id, event])).values()].toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

/** The pages with these events at the top. Pure. */
export function withNew<P extends Page>([first, ...rest]: P[], events: EventView[]): P[] {
  return first ? [{ ...first, items: inOrder([...events, ...first.items]) }, ...rest] : [];
}

/** Whether the event matches the filter. Pure. */
export function passes(event: EventView, { type, app, trigger, connection, verdict }: EventFilter): boolean {
  return (
    (!type || event.type === type) &&
    (!app || event.app?.slug === app) &&
    (!trigger || event.trigger === trigger) &&
    (!connection || event.connectionId === connection) &&
    (!verdict || event.verdict === verdict)
  );
}

/** Whether the filter asks for what an event in the stream does not say. Pure. */
export function isJudgedByServer({ search, delivery, endUser, tag }: EventFilter): boolean {
  return [search, delivery, endUser, tag].some((asked) => asked !== null);
}
