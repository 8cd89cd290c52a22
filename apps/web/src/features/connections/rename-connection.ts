import type { ConnectionView } from '@patchbay/contracts';
import { useToast } from '@nuxt/ui/composables/useToast';
import { api } from '../../app/api.ts';
import { useConnectionCache } from './connection-cache.ts';
import { useFailureToast } from '../../shared/failure-toast.ts';
import { undoAction } from '../../shared/undo-action.ts';
import { t } from '../../shared/i18n/t.ts';

/** Renames optimistically, undoes it when the server refuses, and offers Undo. */
export function useRenameConnection() {
  const { apply } = useConnectionCache();
  const toast = useToast();
  const failed = useFailureToast();

  async function send(view: ConnectionView, label: string): Promise<ConnectionView | null> {
    const { id, version, app } = view;
    const show = (connection: ConnectionView) => apply({ connectionId: id, app: app.slug, connection });
    show({ ...view, label });
    try {
      const { connection } = await api.connections.rename.mutate({ id, label, version });
      show(connection);
      return connection;
    } catch (error) {
      show(view);
      failed(t('connections.notRenamed'), error);
      return null;
    }
  }

  return async function rename(view: ConnectionView, label: string): Promise<void> {
    const renamed = await send(view, label);
    if (!renamed) return;
    toast.add({
      title: label ? t('connections.renamed', { label }) : t('connections.unnamed'),
      icon: 'i-lucide-circle-check',
      color: 'success',
      duration: 8_000,
      actions: [undoAction(() => void send(renamed, view.label))],
    });
  };
}
