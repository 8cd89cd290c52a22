import { onScopeDispose } from 'vue';
import { api } from '../../app/api.ts';
import { useStream } from '../../app/useStream.ts';
import type { EventView } from './event.queries.ts';

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
  const { start } = useStream({
    subscribe: (callbacks) => api.events.watch.subscribe({}, { ...callbacks, onData: ({ data }) => onEvent(data) }),
    wanted: () => !document.hidden,
    onBegin,
  });
  document.addEventListener('visibilitychange', start);
  onScopeDispose(() => document.removeEventListener('visibilitychange', start));
}
