import { onScopeDispose, watch } from 'vue';
import { api } from '../../app/api.ts';
import { workspaceId } from '../../app/workspace-id.ts';
import type { EventView } from './event.queries.ts';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

interface Listener {
  onEvent: (event: EventView) => void;
  /** Listening (again): what came before this moment was told to nobody here. */
  onBegin: () => void;
}

/**
 * Follows the workspace's events while the page is seen. Not in the background: a browser has six connections to a host,
 * for all its tabs together, and the stream of connections has one of them in each.
 */
export function listenToEvents({ onEvent, onBegin }: Listener): void {
  let subscription: { unsubscribe: () => void } | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let delay = FIRST_RETRY_MS;

  function start() {
    stop();
    if (!workspaceId.value || document.hidden) return;
    subscription = api.events.watch.subscribe(
      {},
      {
        onConnectionStateChange: ({ state }) => state === 'pending' && begin(),
        onData: ({ data }) => onEvent(data),
        onError: startLater,
        onComplete: startLater,
      },
    );
  }

  function begin() {
    delay = FIRST_RETRY_MS;
    onBegin();
  }

  function stop() {
    clearTimeout(retry);
    const ending = subscription;
    // Forgotten before it ends, because ending it calls back.
    subscription = undefined;
    ending?.unsubscribe();
  }

  function startLater() {
    if (!subscription) return;
    subscription = undefined;
    retry = setTimeout(start, delay);
    delay = Math.min(delay * 2, LAST_RETRY_MS);
  }

  const stopWatching = watch(workspaceId, start, { immediate: true });
  document.addEventListener('visibilitychange', start);
  addEventListener('online', start);
  onScopeDispose(() => {
    stopWatching();
    stop();
    document.removeEventListener('visibilitychange', start);
    removeEventListener('online', start);
  });
}
