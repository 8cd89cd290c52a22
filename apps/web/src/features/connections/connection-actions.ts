import type { ButtonId, ConnectionView } from '@patchbay/lifecycle';
import { useToast } from '@nuxt/ui/composables/useToast';
import { ref } from 'vue';
import { useRouter } from 'vue-router';
import { api } from '../../app/api.ts';
import { announce } from '../../shared/announcer.ts';
import { useConfirmations } from './confirmations.ts';
import { useConnectFlow } from './connect-flow.store.ts';
import { useConnectionCache } from './connection-cache.ts';
import { useFailureToast } from '../../shared/failure-toast.ts';
import { nameOf } from './transition-text.ts';

/** What each button of a connection does. The handlers start synchronously, as a consent window has to. */
export function useConnectionActions() {
  const busy = ref<ButtonId | null>(null);
  const flow = useConnectFlow();
  const router = useRouter();
  const confirmations = useConfirmations();
  const { apply, refreshCounts } = useConnectionCache();
  const toast = useToast();
  const failed = useFailureToast();

  async function connect(view: ConnectionView) {
    const { id, app, version } = view;
    const connected = await flow.connect({ id, appName: app.name, needsAuth: app.needsAuth, version });
    const error = flow.flows.get(id)?.error;
    if (!connected && error) failed(`${nameOf(view)} could not be opened`, error);
  }

  async function refresh(view: ConnectionView) {
    const { connection, changed } = await api.connections.refresh.mutate({ id: view.id });
    apply({ connectionId: connection.id, app: connection.app.slug, connection });
    if (changed) return;
    const still = connection.status === 'pending' ? 'Nobody has approved it yet.' : 'Everything is as shown.';
    announce(`Status checked. ${still}`);
    toast.add({ title: 'Nothing new', description: still, icon: 'i-lucide-info', color: 'neutral', duration: 3_000 });
  }

  async function cancel({ id, version }: ConnectionView) {
    const { connection } = await api.connections.cancel.mutate({ id, version });
    flow.forget(id);
    apply({ connectionId: id, app: connection.app.slug, connection });
  }

  const HANDLERS: Record<ButtonId, (view: ConnectionView) => unknown> = {
    add: () => undefined,
    connect,
    reconnect: connect,
    // A new link in a new window: the old one, cut off from this page, can neither be found nor be brought to the front.
    continue: connect,
    refresh,
    cancel,
    configure: ({ id }) => router.push({ name: 'connection', params: { id } }),
    disconnect: (view) => confirmations.ask('disconnect', view),
    remove: (view) => confirmations.ask('remove', view),
  };

  async function press(id: ButtonId, view: ConnectionView) {
    if (busy.value) return;
    busy.value = id;
    try {
      await HANDLERS[id](view);
    } catch (error) {
      failed(`${nameOf(view)}: that did not work`, error);
      refreshCounts();
    } finally {
      busy.value = null;
    }
  }

  return { press, busy };
}
