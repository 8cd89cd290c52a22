import type { Status } from '@patchbay/lifecycle';
import { useQueryCache } from '@pinia/colada';
import { useToast } from '@nuxt/ui/composables/useToast';
import { onScopeDispose, ref } from 'vue';
import { followLive } from '../../app/live/useLive.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { announce } from '../../shared/announcer.ts';
import { onTabMessage } from '../../shared/tabs.ts';
import { useConnectFlow } from './connect-flow.store.ts';
import type { ConnectionChange } from './connection-change.ts';
import { useConnectionCache } from './connection-cache.ts';
import { connectionKeys } from './connection.queries.ts';
import { transitionText } from './transition-text.ts';
import { invalidate } from '../../shared/invalidate.ts';
import { t } from '../../shared/i18n/t.ts';

export type LiveState = 'connecting' | 'live' | 'offline';

/** Shown by the layout. */
export const liveState = ref<LiveState>('connecting');

/** Applies the workspace's changes to this tab, and refetches everything on the screen after a gap. */
export function useLiveConnections() {
  const cache = useQueryCache();
  followLive('connections', { onItem: useReceiver(), onBegin: arrived, onLost: lost });

  function arrived() {
    liveState.value = 'live';
    // Data that the page requested before this moment may be outdated.
    void invalidate(cache, workspaceKey());
    if (isLossAnnounced) announce(t('connections.backOnline'));
    isLossAnnounced = false;
  }

  const stopTabs = onTabMessage((message) => {
    if (message.type === 'returned') void invalidate(cache, connectionKeys.all());
  });
  // In some browsers the stream sleeps with the tab, and a consent window may have returned meanwhile.
  const onFocus = () => void invalidate(cache, connectionKeys.all());
  addEventListener('focus', onFocus);
  addEventListener('offline', lost);
  onScopeDispose(() => {
    stopTabs();
    removeEventListener('focus', onFocus);
    removeEventListener('offline', lost);
  });
}

/** What was never live has no gap: a page whose stream begins at the second try says nothing of it. */
let isLossAnnounced = false;

function lost() {
  if (liveState.value === 'live') {
    announce(t('connections.lost'));
    isLossAnnounced = true;
  }
  liveState.value = 'offline';
}

/** Handles one change: updates the cache, announces it, and shows it if it was started in this tab. */
function useReceiver() {
  const cache = useConnectionCache();
  const flow = useConnectFlow();
  const toast = useToast();
  // The last announced status. The cache may be newer, from a response that was faster than the stream.
  const said = new Map<string, Status>();

  return (change: ConnectionChange) => {
    const { connection, connectionId } = change;
    const known = cache.find(connectionId);
    cache.apply(change, { isOwn: flow.flows.has(connectionId) });
    if (!connection) {
      flow.forget(connectionId);
      return announce(known ? `${t('connections.removed', { name: known.app.name })}.` : t('connections.someRemoved'));
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
