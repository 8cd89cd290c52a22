import type { ConnectionView } from '@patchbay/contracts';
import type { ButtonId } from '@patchbay/lifecycle';
import { useToast } from '@nuxt/ui/composables/useToast';
import { ref } from 'vue';
import { useRouter } from 'vue-router';
import { api } from '../../app/api.ts';
import { announce } from '../../shared/announcer.ts';
import { openConnectDialog } from './connect-dialog.ts';
import { useConfirmations } from './confirmations.ts';
import { useConnectFlow } from './connect-flow.store.ts';
import { useConnectionCache } from './connection-cache.ts';
import { useFailureToast } from '../../shared/failure-toast.ts';
import { nameOf } from './transition-text.ts';
import { t } from '../../shared/i18n/t.ts';
import { refreshText } from './status-text.ts';

const QUIET = { icon: 'i-lucide-info', color: 'neutral', duration: 3_000 } as const;

/** The handler of each button. Handlers start synchronously, as opening a consent window requires. */
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
    if (app.asksFirst) return openConnectDialog({ app: app.slug, appName: app.name, connectionId: id });
    const connected = await flow.connect({ id, appName: app.name, needsAuth: app.needsAuth, version });
    const error = flow.flows.get(id)?.error;
    if (!connected && error) throw error;
  }

  async function refresh(view: ConnectionView) {
    const { connection, answer } = await api.connections.refresh.mutate({ id: view.id });
    apply({ connectionId: connection.id, app: connection.app.slug, connection });
    if (answer.code === 'changed') return;
    const { sentence, next } = refreshText(answer.code);
    announce(t('connections.statusChecked', { answer: [sentence, next].filter(Boolean).join(' ') }));
    const heldUp = answer.code === 'approved' || answer.code === 'unconfirmed';
    const look = heldUp ? ({ icon: 'i-lucide-triangle-alert', color: 'warning' } as const) : QUIET;
    toast.add({ title: sentence.replace(/\.$/, ''), ...look, ...(next && { description: next }) });
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
    // A new link in a new window: the old window, isolated from this page, can be neither found nor focused.
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
      failed(t(`connections.failed.${id}`, { name: nameOf(view) }), error);
      refreshCounts();
    } finally {
      busy.value = null;
    }
  }

  return { press, busy };
}
