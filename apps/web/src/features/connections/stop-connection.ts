import { useToast } from '@nuxt/ui/composables/useToast';
import { api } from '../../app/api.ts';
import { useConnectFlow } from './connect-flow.store.ts';
import { useConnectionCache } from './connection-cache.ts';
import type { Confirmation } from './confirmations.ts';
import { nameOf } from './transition-text.ts';
import { t } from '../../shared/i18n/t.ts';

/** Disconnects or removes, and shows it only after the server has done it. */
export function useStopConnection() {
  const { apply } = useConnectionCache();
  const flow = useConnectFlow();
  const toast = useToast();

  return async function stop({ kind, view, revoke = false }: Confirmation): Promise<void> {
    const { id, version, app } = view;
    const connection =
      kind === 'disconnect'
        ? (await api.connections.disconnect.mutate({ id, version, ...(revoke && { revoke }) })).connection
        : await api.connections.remove.mutate({ id, version }).then(() => null);
    flow.forget(id);
    apply({ connectionId: id, app: app.slug, connection });
    const title = t(kind === 'remove' ? 'connections.removed' : 'connections.disconnected', { name: nameOf(view) });
    toast.add({ title, icon: 'i-lucide-unplug', color: 'neutral' });
  };
}
