import { useToast } from '@nuxt/ui/composables/useToast';
import { useQueryCache } from '@pinia/colada';
import { ref, shallowRef } from 'vue';
import { api } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { announce } from '../../shared/announcer.ts';
import { useFailureToast } from '../../shared/failure-toast.ts';
import { invalidate } from '../../shared/invalidate.ts';
import { runBulk } from '../../shared/table/run-bulk.ts';
import { deliveryKeys } from '../endpoints/delivery.queries.ts';
import { type EventFilter, type EventView, matching } from './event.queries.ts';
import { t } from '../../shared/i18n/t.ts';

/** Replays many events, with progress. */
export function useReplay() {
  const total = shallowRef<number | null>(null);
  const count = ref(0);
  const stopped = ref(false);
  const cache = useQueryCache();
  const toast = useToast();
  const failed = useFailureToast();

  /** Those that were selected. */
  async function replayThese(events: EventView[]): Promise<void> {
    await run(events.length, async () => {
      const { done, failed: refused } = await runBulk(events, ({ id }) => api.events.replay.mutate({ id }), {
        onProgress: (replayed) => (count.value = replayed),
        isStopped: () => stopped.value,
      });
      const [first] = refused;
      if (first) failed(t('events.bulk.someFailed', { failed: refused.length, total: events.length }), first.error);
      return done.reduce((sum, { result }) => sum + result.deliveries, 0);
    });
  }

  /** All that match, also those that are not loaded. */
  async function replayAll(filter: EventFilter, expected: number): Promise<void> {
    await run(expected, async () => {
      const input = matching(filter);
      let deliveries = 0;
      for (let cursor: string | null | undefined; cursor !== null && !stopped.value;) {
        const part: Awaited<ReturnType<typeof api.events.replayMatching.mutate>> =
          await api.events.replayMatching.mutate({ ...input, ...(cursor && { cursor }) });
        count.value += part.events;
        deliveries += part.deliveries;
        cursor = part.nextCursor;
      }
      return deliveries;
    });
  }

  async function run(expected: number, work: () => Promise<number>): Promise<void> {
    if (total.value !== null) return;
    [total.value, count.value, stopped.value] = [expected, 0, false];
    try {
      tell(await work());
    } catch (error) {
      failed(t('events.bulk.failed'), error);
    } finally {
      total.value = null;
      for (const key of [deliveryKeys.all(), workspaceKey('events')]) void invalidate(cache, key);
    }
  }

  function tell(deliveries: number) {
    const title = deliveries === 0 ? t('events.bulk.noSubscribers') : t('events.bulk.done', { count: count.value });
    announce(title);
    toast.add({
      title,
      description:
        deliveries === 0 ? t('events.bulk.noSubscribersText') : t('events.bulk.deliveries', { count: deliveries }),
      color: deliveries === 0 ? 'warning' : 'success',
      icon: deliveries === 0 ? 'i-lucide-info' : 'i-lucide-circle-check',
    });
  }

  return { total, count, replayThese, replayAll, stop: () => (stopped.value = true) };
}
