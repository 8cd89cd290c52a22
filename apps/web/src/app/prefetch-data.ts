import { type App, effectScope } from 'vue';
import type { RouteLocation } from 'vue-router';
import { useApps, useCategories } from '../features/catalog/app.queries.ts';
import { EVERY_CONNECTION, useConnection, useConnections } from '../features/connections/connection.queries.ts';
import { useWorkspaceApps } from '../features/connections/workspace-apps.ts';
import { NO_FILTER, useEvents } from '../features/events/event.queries.ts';

/** Milliseconds for which the data of a link waits for the click. */
const WAITS_MS = 30_000;

/** What a page asks for first, by the same queries. */
const QUERIES: Record<string, (page: RouteLocation) => void> = {
  marketplace: ({ query }) => {
    if (Object.keys(query).length > 0) return;
    useApps({ search: '', category: null, sort: 'popular', needsSetup: null });
    useCategories();
  },
  applications: ({ query }) => {
    if (Object.keys(query).length > 0) return;
    useConnections(EVERY_CONNECTION);
    useWorkspaceApps();
  },
  connection: ({ params }) => void useConnection(String(params.id)),
  events: ({ query }) => {
    if (Object.keys(query).length === 0) useEvents(NO_FILTER);
  },
};

/** Reads the first data of a page into the cache, where the page finds it. */
export function prefetchData(app: App, page: RouteLocation): void {
  const ask = QUERIES[String(page.name)];
  if (!ask) return;
  const scope = effectScope(true);
  app.runWithContext(() => scope.run(() => ask(page)));
  setTimeout(() => scope.stop(), WAITS_MS);
}
