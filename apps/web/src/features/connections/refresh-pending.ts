import { useToast } from '@nuxt/ui/composables/useToast';
import { api } from '../../app/api.ts';
import { useConnectionCache } from './connection-cache.ts';
import { useAttempt } from '../../shared/useAttempt.ts';
import { t } from '../../shared/i18n/t.ts';

/** Checks everything that is pending with the provider. */
export function useRefreshPending() {
  const { busy: checking, attempt } = useAttempt();
  const { refreshCounts } = useConnectionCache();
  const toast = useToast();

  function checkAll() {
    return attempt(async () => {
      const { checked, changed } = await api.connections.refreshPending.mutate();
      const title = changed === 0 ? t('connections.upToDate') : t('connections.updatedOf', { changed, checked });
      toast.add({
        title,
        description: t('connections.pendingChecked', { count: checked }),
        icon: 'i-lucide-info',
        color: 'neutral',
      });
      refreshCounts();
    }, t('connections.pendingNotChecked'));
  }

  return { checkAll, checking };
}
