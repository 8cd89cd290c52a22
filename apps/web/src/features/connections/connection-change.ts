import type { ConnectionView } from '@patchbay/contracts';
import type { ReasonCode } from '@patchbay/lifecycle';

/** A change of one connection, from the event stream or from the answer to a command. Null when it was removed. */
export interface ConnectionChange {
  connectionId: string;
  app: string;
  connection: ConnectionView | null;
}

interface Page<T> {
  items: T[];
}

interface Pages<P, C> {
  pages: P[];
  pageParams: C[];
}

/** Whether `next` may replace `known`. Changes may arrive out of order: the higher version is the later one. */
export function isNewer(known: ConnectionView | undefined, next: ConnectionView): boolean {
  return known === undefined || next.version >= known.version;
}

interface ListFilter {
  status: string | null;
  search: string | null;
}

/** A list with the change worked in. Returns the same object when nothing is different. Pure. */
export function changeList<P extends Page<ConnectionView>, C>(
  data: Pages<P, C>,
  { connectionId, connection }: ConnectionChange,
  filter: ListFilter,
): Pages<P, C> {
  const known = data.pages.flatMap(({ items }) => items).find(({ id }) => id === connectionId);
  if (known && connection && !isNewer(known, connection)) return data;
  const belongs = connection !== null && (!filter.status || filter.status === connection.status);
  const has = (items: ConnectionView[]) => items.some(({ id }) => id === connectionId);
  if (known) {
    const others = (items: ConnectionView[]) => items.filter(({ id }) => id !== connectionId);
    const replaced = (items: ConnectionView[]) =>
      items.map((item) => (item.id === connectionId ? (connection ?? item) : item));
    return mapItems<ConnectionView, P, C>(data, (items) => (has(items) ? (belongs ? replaced : others)(items) : items));
  }
  // Only the server knows its place among search results; the refetch that follows shows it.
  if (!belongs || filter.search) return data;
  return mapItems<ConnectionView, P, C>(data, (items, index) => (index === 0 ? [connection, ...items] : items));
}

export interface AppSummary {
  slug: string;
  connections: { id: string; label: string; status: ConnectionView['status']; reason: ReasonCode | null }[];
}

/** The marketplace's pages with the change worked into the app's card. Pure. */
export function changeApps<P extends Page<AppSummary>, C>(data: Pages<P, C>, change: ConnectionChange): Pages<P, C> {
  return mapItems<AppSummary, P, C>(data, (items) =>
    items.some(({ slug }) => slug === change.app)
      ? items.map((app) => (app.slug === change.app ? changeApp(app, change) : app))
      : items,
  );
}

export function changeApp<A extends AppSummary>(app: A, { connectionId, connection }: ConnectionChange): A {
  const known = app.connections.some(({ id }) => id === connectionId);
  if (!connection)
    return known ? { ...app, connections: app.connections.filter(({ id }) => id !== connectionId) } : app;
  const { id, label, status, reason } = connection;
  const summary = { id, label, status, reason: reason?.code ?? null };
  return {
    ...app,
    connections: known ? app.connections.map((old) => (old.id === id ? summary : old)) : [...app.connections, summary],
  };
}

function mapItems<T, P extends Page<T>, C>(data: Pages<P, C>, map: (items: T[], index: number) => T[]): Pages<P, C> {
  let touched = false;
  const pages = data.pages.map((page, index): P => {
    const items = map(page.items, index);
    if (items === page.items) return page;
    touched = true;
    return { ...page, items };
  });
  return touched ? { ...data, pages } : data;
}
