import { onScopeDispose, watch } from 'vue';
import { workspaceId } from './workspace-id.ts';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

interface Stream {
  /** Subscribes with the callbacks that keep the stream going, and one of its own for what comes. */
  subscribe: (callbacks: {
    onConnectionStateChange: (change: { state: string; error: unknown }) => void;
    onError: () => void;
    onComplete: () => void;
  }) => { unsubscribe: () => void };
  /** Whether anybody wants to know at the moment. */
  wanted?: () => boolean;
  /** Listening (again): what came before this moment was told to nobody here. */
  onBegin: () => void;
  /** The connection was lost and is being sought. */
  onLost?: () => void;
  /** The stream has ended. It starts again in a while. */
  onEnd?: () => void;
}

/** Listens to a workspace as long as the scope lives: starts again when the stream ends, each time a little later. */
export function useStream({ subscribe, wanted, onBegin, onLost, onEnd }: Stream) {
  let subscription: { unsubscribe: () => void } | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let delay = FIRST_RETRY_MS;

  function start() {
    stop();
    if (!workspaceId.value || wanted?.() === false) return;
    subscription = subscribe({
      onConnectionStateChange: ({ state, error }) => {
        if (state === 'pending') begin();
        // It also says so of the first connection, which nothing was wrong with.
        else if (state === 'connecting' && error) onLost?.();
      },
      onError: startLater,
      onComplete: startLater,
    });
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
    onEnd?.();
    retry = setTimeout(start, delay);
    delay = Math.min(delay * 2, LAST_RETRY_MS);
  }

  const stopWatching = watch(workspaceId, start, { immediate: true });
  addEventListener('online', start);
  onScopeDispose(() => {
    stopWatching();
    stop();
    removeEventListener('online', start);
  });
  return { start };
}
