import type { ConnectionView } from '@patchbay/lifecycle';
import { type UseInfiniteQueryData, type QueryCache, useQueryCache } from '@pinia/colada';
import { workspaceKey } from '../../app/workspace-id.ts';
import { actionKeys } from '../actions/action.queries.ts';
import { triggerKeys } from '../triggers/trigger.queries.ts';
import {
  type AppSummary,
  changeApp,
  changeApps,
  changeList,
  type ConnectionChange,
  isNewer,
} from './connection-change.ts';
import { connectionKeys, type ConnectionPage } from './connection.queries.ts';
import { askAgain } from '../../shared/ask-again.ts';

type Infinite<P> = UseInfiniteQueryData<P, string | null>;

/** Longer than a burst of news, shorter than a person's patience with a counter. */
const SETTLE_MS = 300;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Those that news came of since the server was asked last. */
const moved = new Set<string>();

/** Writes the news of a connection into everything that is on a screen or kept for one. */
export function useConnectionCache() {
  const cache = useQueryCache();

  function apply(change: ConnectionChange) {
    const { connectionId, connection } = change;
    const known = cache.getQueryData<ConnectionView>(connectionKeys.one(connectionId));
    if (connection && known && !isNewer(known, connection)) return;
    if (connection) cache.setQueryData(connectionKeys.one(connectionId), connection);
    // A page that shows it is to learn from the server that it is gone.
    else if (known) void askAgain(cache, connectionKeys.one(connectionId));
    applyToLists(cache, change);
    applyToApps(cache, change);
    moved.add(connectionId);
    refreshCounts();
  }

  /** Counters and orders are the server's; asked once for a burst of news. */
  function refreshCounts() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      void askAgain(cache, connectionKeys.lists());
      void askAgain(cache, workspaceKey('connections', 'history'));
      // Connecting enables actions and triggers, and losing the grant pauses them.
      for (const id of moved) {
        void askAgain(cache, actionKeys.enabled(id));
        void askAgain(cache, triggerKeys.list(id));
      }
      moved.clear();
    }, SETTLE_MS);
  }

  function find(id: string): ConnectionView | undefined {
    const one = cache.getQueryData<ConnectionView>(connectionKeys.one(id));
    if (one) return one;
    const lists = cache.getEntries({ key: connectionKeys.lists() });
    const items = lists.flatMap(
      (entry) => (entry.state.value.data as Infinite<ConnectionPage> | undefined)?.pages ?? [],
    );
    return items.flatMap((page) => page.items).find((item) => item.id === id);
  }

  return { apply, find, refreshCounts };
}

function applyToLists(cache: QueryCache, change: ConnectionChange) {
  for (const { key, state } of cache.getEntries({ key: connectionKeys.lists() })) {
    const data = state.value.data as Infinite<ConnectionPage> | undefined;
    const filter = key.at(-1) as { status: string | null; search: string | null };
    if (data) cache.setQueryData(key, changeList(data, change, filter));
  }
}

function applyToApps(cache: QueryCache, change: ConnectionChange) {
  for (const { key, state } of cache.getEntries({ key: workspaceKey('apps', 'list') })) {
    const data = state.value.data as Infinite<{ items: AppSummary[] }> | undefined;
    if (data) cache.setQueryData(key, changeApps(data, change));
  }
  const one = workspaceKey('apps', 'one', change.app);
  const app = cache.getQueryData<AppSummary>(one);
  if (app) cache.setQueryData(one, changeApp(app, change));
}
