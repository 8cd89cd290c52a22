import { useToast } from '@nuxt/ui/composables/useToast';
import { api } from '../../app/api.ts';
import { useConnectionCache } from './connection-cache.ts';
import { useAttempt } from '../../shared/useAttempt.ts';

/** Checks everything that is pending with the provider. */
export function useRefreshPending() {
  const { busy: checking, attempt } = useAttempt();
  const { refreshCounts } = useConnectionCache();
  const toast = useToast();

  function checkAll() {
    return attempt(async () => {
      const { checked, changed } = await api.connections.refreshPending.mutate();
      const title = changed === 0 ? 'Up to date' : `${changed} of ${checked} updated`;
      toast.add({ title, description: `${checked} pending checked.`, icon: 'i-lucide-info', color: 'neutral' });
      refreshCounts();
    }, 'The pending ones were not checked');
  }

  return { checkAll, checking };
}
