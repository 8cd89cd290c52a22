import { useQueryCache } from '@pinia/colada';
import { computed, watch } from 'vue';
import { api } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { announce } from '../../shared/announcer.ts';
import { invalidate } from '../../shared/invalidate.ts';
import { useAttempt } from '../../shared/useAttempt.ts';
import { usePolling } from '../../shared/usePolling.ts';
import { syncKeys, useCatalogStatus } from './sync.queries.ts';
import { t } from '../../shared/i18n/t.ts';

/** The catalog's state, polled while a sync runs, regardless of who started it; and a function to start one. */
export function useCatalogSync() {
  const cache = useQueryCache();
  const { busy: asking, attempt } = useAttempt();
  const { data: status, error, refetch } = useCatalogStatus();
  const running = computed(() => status.value?.running ?? false);
  usePolling(refetch, running);

  // The list of runs shows the same states as the progress bar: waiting, running, next stage, ended.
  watch([running, () => status.value?.progress?.stage], () => void invalidate(cache, syncKeys.runs()));
  watch(running, (now, before) => {
    if (before && !now) ended();
  });

  function ended() {
    announce(t('catalog.syncEnded'));
    for (const key of [syncKeys.runs(), workspaceKey('apps'), workspaceKey('categories')]) void invalidate(cache, key);
  }

  function sync() {
    return attempt(async () => {
      const { outcome } = await api.catalog.sync.mutate();
      announce(outcome === 'queued' ? t('catalog.syncStarted') : t('catalog.alreadySyncing'));
      await refetch();
      // A sync that fails at once has ended before it was seen running.
      if (!running.value) ended();
    }, t('catalog.notStarted'));
  }

  return { status, error, refetch, running, asking, sync };
}
