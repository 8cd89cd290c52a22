import { useQueryCache } from '@pinia/colada';
import { computed, ref, watch } from 'vue';
import { api } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { announce } from '../../shared/announcer.ts';
import { useFailureToast } from '../../shared/failure-toast.ts';
import { usePolling } from '../../shared/usePolling.ts';
import { syncKeys, useCatalogStatus } from './sync.queries.ts';

/** The catalogue's state, followed while a sync runs, whoever began it; and how to begin one. */
export function useCatalogueSync() {
  const cache = useQueryCache();
  const failed = useFailureToast();
  const { data: status, error, refetch } = useCatalogStatus();
  const asking = ref(false);
  const running = computed(() => status.value?.running ?? false);
  usePolling(refetch, running);

  // The list of runs says the same as the bar: a run that waits, runs, is at its next stage, has ended.
  watch([running, () => status.value?.progress?.stage], () => void cache.invalidateQueries({ key: syncKeys.runs() }));
  watch(running, (now, before) => {
    if (now || !before) return;
    announce('The sync has ended');
    void cache.invalidateQueries({ key: workspaceKey('apps') });
    void cache.invalidateQueries({ key: workspaceKey('categories') });
  });

  async function sync() {
    asking.value = true;
    try {
      const { outcome } = await api.catalog.sync.mutate();
      announce(outcome === 'queued' ? 'The sync begins' : 'A sync is under way already');
      await refetch();
    } catch (thrown) {
      failed('The sync was not started', thrown);
    } finally {
      asking.value = false;
    }
  }

  return { status, error, refetch, running, asking, sync };
}
