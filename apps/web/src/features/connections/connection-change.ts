import type { ConnectionView } from '@patchbay/contracts';
import type { ReasonCode } from '@patchbay/lifecycle';
import { changeCounts, type Counts } from './change-counts.ts';

/** A change of one connection, from the event stream or a command's response. Null when it was removed. */
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

/** Whether `next` may replace `known`. Changes may arrive out of order: the higher version is newer. */
export function isNewer(known: ConnectionView | undefined, next: ConnectionView): boolean {
  return known === undefined || next.version >= known.version;
}

interface ListFilter {
  status: string | null;
  search: string | null;
  app?: string | null;
  endUser?: string | null;
  tag?: string | null;
}

type ListPage = Page<ConnectionView> & { counts?: Counts };

/** A list with the change applied. Returns the same object when nothing changes. Pure. */
export function changeList<P extends ListPage, C>(
  data: Pages<P, C>,
  change: ConnectionChange,
  filter: ListFilter,
): Pages<P, C> {
  const { connectionId, connection: next } = change;
  const known = data.pages.flatMap(({ items }) => items).find(({ id }) => id === connectionId);
  if (known && next && !isNewer(known, next)) return data;
  const belongs = next !== null && isOf(next, filter);
  const changed = known
    ? changeKnown(data, change, belongs)
    : belongs && !isNarrowed(filter)
      ? addFirst(data, next)
      : data;
  return mapCounts(changed, (counts) => changeCounts(counts, { known, next }));
}

function isOf(next: ConnectionView, { status, app }: ListFilter): boolean {
  return (!status || status === next.status) && (!app || app === next.app.slug);
}

/** By something that only the server judges. */
function isNarrowed({ search, endUser, tag }: ListFilter): boolean {
  return Boolean(search) || Boolean(endUser) || Boolean(tag);
}

function changeKnown<P extends ListPage, C>(
  data: Pages<P, C>,
  { connectionId, connection }: ConnectionChange,
  belongs: boolean,
): Pages<P, C> {
  const others = (items: ConnectionView[]) => items.filter(({ id }) => id !== connectionId);
  const replaced = (items: ConnectionView[]) =>
    items.map((item) => (item.id === connectionId ? (connection ?? item) : item));
  return mapItems<ConnectionView, P, C>(data, (items) =>
    items.some(({ id }) => id === connectionId) ? (belongs ? replaced : others)(items) : items,
  );
}

/** Only the server knows its position, especially in search results; the following refetch shows it. */
function addFirst<P extends ListPage, C>(data: Pages<P, C>, connection: ConnectionView): Pages<P, C> {
  return mapItems<ConnectionView, P, C>(data, (items, index) => (index === 0 ? [connection, ...items] : items));
}

/** Only the first page's counters are shown. */
function mapCounts<P extends ListPage, C>(data: Pages<P, C>, map: (counts: Counts) => Counts): Pages<P, C> {
  const [first, ...others] = data.pages;
  if (!first?.counts) return data;
  const counts = map(first.counts);
  return counts === first.counts ? data : { ...data, pages: [{ ...first, counts }, ...others] };
}

export interface AppSummary {
  slug: string;
  connections: { id: string; label: string; status: ConnectionView['status']; reason: ReasonCode | null }[];
}

/** The marketplace's pages with the change applied to the app's card. Pure. */
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
