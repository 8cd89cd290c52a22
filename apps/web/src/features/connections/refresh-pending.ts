import { useToast } from '@nuxt/ui/composables/useToast';
import { ref } from 'vue';
import { api } from '../../app/api.ts';
import { useConnectionCache } from './connection-cache.ts';
import { useFailureToast } from '../../shared/failure-toast.ts';

/** Asks the provider about everything that is waiting. */
export function useRefreshPending() {
  const checking = ref(false);
  const { refreshCounts } = useConnectionCache();
  const toast = useToast();
  const failed = useFailureToast();

  async function checkAll() {
    checking.value = true;
    try {
      const { checked, changed } = await api.connections.refreshPending.mutate();
      const title = changed === 0 ? 'Nothing new' : `${changed} of ${checked} moved on`;
      toast.add({ title, description: `${checked} pending checked.`, icon: 'i-lucide-info', color: 'neutral' });
      refreshCounts();
    } catch (error) {
      failed('Could not check', error);
    } finally {
      checking.value = false;
    }
  }

  return { checkAll, checking };
}
