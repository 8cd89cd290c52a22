import type { ConnectionView } from '@patchbay/contracts';
import { type UseInfiniteQueryData, type QueryCache, type UseQueryEntry, useQueryCache } from '@pinia/colada';
import { workspaceKey } from '../../app/workspace-id.ts';
import { actionKeys } from '../actions/action.queries.ts';
import { proxyKey } from '../actions/useProxyRules.ts';
import { healthKeys } from '../health/workspace-health.queries.ts';
import { triggerKeys } from '../triggers/trigger.queries.ts';
import {
  type AppSummary,
  changeApp,
  changeApps,
  changeList,
  type ConnectionChange,
  isNewer,
} from './connection-change.ts';
import { type ConnectionFilter, connectionKeys, type ConnectionPage } from './connection.queries.ts';
import { invalidate } from '../../shared/invalidate.ts';

type Infinite<P> = UseInfiniteQueryData<P, string | null>;

/** Milliseconds. Longer than a burst of changes, short enough for a counter to look current. */
const SOON_MS = 300;
/**
 * Maximum additional delay in milliseconds for changes made elsewhere, so that thirty tabs do not all fetch at once.
 */
const SPREAD_MS = 1_500;

/** What will be fetched, and when. */
interface Pending {
  timer: ReturnType<typeof setTimeout> | undefined;
  /** Milliseconds since 1970. */
  due: number;
  /** Waits until this tab is visible. */
  waitsForView: boolean;
  /** Connections that changed since the last fetch. */
  moved: Set<string>;
}

const pendingOf = new WeakMap<QueryCache, Pending>();

/** Applies a change of a connection to every cached query. */
export function useConnectionCache() {
  const cache = useQueryCache();
  const pending = pendingOf.get(cache) ?? { timer: undefined, due: 0, waitsForView: false, moved: new Set() };
  pendingOf.set(cache, pending);

  /**
   * `isOwn`: made by this tab, so that its person waits for the result. `isGuess`: the server has not been asked yet, so
   * that it is too early to read what it knows.
   */
  function apply(change: ConnectionChange, { isOwn = true, isGuess = false } = {}) {
    const { connectionId, connection } = change;
    const known = cache.getQueryData<ConnectionView>(connectionKeys.one(connectionId));
    if (connection && known && !isNewer(known, connection)) return;
    if (connection) cache.setQueryData(connectionKeys.one(connectionId), connection);
    // A page that shows it must learn from the server that it is gone.
    else if (known) void invalidate(cache, connectionKeys.one(connectionId));
    applyToLists(cache, change);
    applyToApps(cache, change, { isGuess });
    pending.moved.add(connectionId);
    if (isOwn) refreshCounts();
    else if (document.visibilityState === 'visible') refreshCounts(SOON_MS + Math.random() * SPREAD_MS);
    else refreshWhenSeen();
  }

  /** Only the server knows counters and orders; they are fetched once per burst of changes. */
  function refreshCounts(afterMs = SOON_MS) {
    const at = Date.now() + afterMs;
    if (pending.timer !== undefined && pending.due <= at) return;
    clearTimeout(pending.timer);
    pending.due = at;
    pending.timer = setTimeout(ask, afterMs);
  }

  /** A background tab shows the change already; the rest is fetched when it becomes visible. */
  function refreshWhenSeen() {
    if (pending.waitsForView) return;
    pending.waitsForView = true;
    const seen = () => {
      pending.waitsForView = false;
      refreshCounts(0);
    };
    document.addEventListener('visibilitychange', seen, { once: true });
  }

  function ask() {
    pending.timer = undefined;
    void invalidate(cache, connectionKeys.lists());
    void invalidate(cache, healthKeys.workspace());
    void invalidate(cache, workspaceKey('connections', 'history'));
    // Connecting enables actions and triggers, and losing the grant pauses triggers.
    for (const id of pending.moved) {
      void invalidate(cache, actionKeys.enabled(id));
      void invalidate(cache, proxyKey(id));
      void invalidate(cache, triggerKeys.list(id));
    }
    pending.moved.clear();
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
    const filter = key.at(-1) as ConnectionFilter;
    if (data) cache.setQueryData(key, changeList(data, change, filter));
  }
}

function applyToApps(cache: QueryCache, change: ConnectionChange, { isGuess }: { isGuess: boolean }) {
  for (const entry of cache.getEntries({ key: workspaceKey('apps', 'list') })) {
    const data = entry.state.value.data as Infinite<{ items: AppSummary[] }> | undefined;
    const changed = data && changeApps(data, change);
    if (changed && changed !== data) replace(cache, entry, { data: changed, isGuess });
  }
  for (const entry of cache.getEntries({ key: workspaceKey('apps', 'one', change.app) })) {
    const app = entry.state.value.data as AppSummary | undefined;
    if (app) replace(cache, entry, { data: changeApp(app, change), isGuess });
  }
}

/** Entries whose fetch was canceled by a guess, and is made up for when the server has answered. */
const canceled = new WeakSet<UseQueryEntry>();

/** A fetch that is under way may be from before the change, and would bring the former state back: it starts again. */
function replace(cache: QueryCache, entry: UseQueryEntry, { data, isGuess }: { data: unknown; isGuess: boolean }) {
  if (entry.pending) canceled.add(entry);
  cache.cancel(entry);
  cache.setQueryData(entry.key, data);
  if (!isGuess && canceled.delete(entry)) void invalidate(cache, entry.key);
}
