import type { Status } from '@patchbay/lifecycle';
import { useQueryCache } from '@pinia/colada';
import { useToast } from '@nuxt/ui/composables/useToast';
import { onScopeDispose, ref } from 'vue';
import { api } from '../../app/api.ts';
import { useSession } from '../../app/session.store.ts';
import { useStream } from '../../app/useStream.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { announce } from '../../shared/announcer.ts';
import { onTabMessage } from '../../shared/tabs.ts';
import { useConnectFlow } from './connect-flow.store.ts';
import type { ConnectionChange } from './connection-change.ts';
import { useConnectionCache } from './connection-cache.ts';
import { connectionKeys } from './connection.queries.ts';
import { transitionText } from './transition-text.ts';
import { askAgain } from '../../shared/ask-again.ts';

export type LiveState = 'connecting' | 'live' | 'offline';

/** Shown by the shell. One stream per tab. */
export const liveState = ref<LiveState>('connecting');

/**
 * Keeps this tab in step: listens to the workspace's changes as long as it runs, starts again when the stream breaks, and
 * asks for everything on the screen anew after a gap.
 */
export function useLiveConnections() {
  const cache = useQueryCache();
  const session = useSession();
  const receive = useReceiver();

  useStream({
    subscribe: (callbacks) =>
      api.connections.watch.subscribe({}, { ...callbacks, onData: ({ data }) => receive(data) }),
    onBegin: arrived,
    onLost: lost,
    onEnd: () => {
      lost();
      void session.recheck().catch(() => undefined); // No answer either: the stream is tried again anyway.
    },
  });

  function arrived() {
    const wasOffline = liveState.value === 'offline';
    liveState.value = 'live';
    // What happened between the last answer and this moment was told to nobody here.
    void askAgain(cache, wasOffline ? workspaceKey() : connectionKeys.all());
    if (wasOffline) announce('Back online. Everything is up to date.');
  }

  const stopTabs = onTabMessage((message) => {
    if (message.type === 'returned') void askAgain(cache, connectionKeys.all());
  });
  // The stream sleeps with the tab in some browsers, and a consent window may have come back meanwhile.
  const onFocus = () => void askAgain(cache, connectionKeys.all());
  addEventListener('focus', onFocus);
  addEventListener('offline', lost);
  onScopeDispose(() => {
    stopTabs();
    removeEventListener('focus', onFocus);
    removeEventListener('offline', lost);
  });
}

function lost() {
  if (liveState.value === 'live') announce('Connection lost. Trying to get it back.');
  liveState.value = 'offline';
}

/** What is done with one piece of news: into the cache, said aloud, and shown where it was started here. */
function useReceiver() {
  const cache = useConnectionCache();
  const flow = useConnectFlow();
  const toast = useToast();
  // What was said last. The cache may know more already, from an answer that was faster than the stream.
  const said = new Map<string, Status>();

  return (change: ConnectionChange) => {
    const { connection, connectionId } = change;
    const known = cache.find(connectionId);
    cache.apply(change);
    if (!connection) {
      flow.forget(connectionId);
      return announce(known ? `${known.app.name} was removed.` : 'A connection was removed.');
    }
    const text = transitionText(said.get(connectionId) ?? known?.status, connection);
    said.set(connectionId, connection.status);
    if (text) announce(`${text.title}. ${text.description}`);
    if (connection.attempt || flow.flows.get(connectionId)?.phase !== 'open') return;
    flow.forget(connectionId);
    if (!text) return;
    toast.add({ title: text.title, description: text.description, color: text.tone, icon: ICONS[text.tone] });
  };
}

const ICONS = { success: 'i-lucide-circle-check', warning: 'i-lucide-triangle-alert', neutral: 'i-lucide-info' };
