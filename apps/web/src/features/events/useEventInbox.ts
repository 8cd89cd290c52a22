import { type UseInfiniteQueryData, useQueryCache } from '@pinia/colada';
import { computed, type MaybeRefOrGetter, onScopeDispose, shallowRef, toValue, watch } from 'vue';
import { announce } from '../../shared/announcer.ts';
import { pollWhenDue } from '../endpoints/poll-when-due.ts';
import {
  type EventFilter,
  eventKeys,
  type EventPage,
  type EventView,
  fetchEvents,
  useEvents,
} from './event.queries.ts';
import { listenToEvents } from './listen-to-events.ts';
import { inOrder, isJudgedByServer, passes, unknownOf, withFresh, withNew } from './merge-events.ts';
import { t } from '../../shared/i18n/t.ts';

type Data = UseInfiniteQueryData<EventPage, string | null>;

/** Pixels. Scrolled down further than this, new events wait behind a button instead of moving the text being read. */
const TOP = 120;

/** How many events a page has. */
const NEWEST = 50;

/** The list of events, including those that arrive while the page is open. */
export function useEventInbox(filter: MaybeRefOrGetter<EventFilter>) {
  const cache = useQueryCache();
  const query = useEvents(filter);
  /** Events that have arrived but are not shown yet. */
  const arrived = shallowRef<EventView[]>([]);
  const held = computed(() => unknownOf(query.data.value?.pages ?? [], arrived.value));

  /** Identifies the shown list, for comparison. */
  const listed = () => JSON.stringify(eventKeys.list(toValue(filter)));

  function change(work: (pages: EventPage[]) => EventPage[]) {
    const key = eventKeys.list(toValue(filter));
    const data = cache.getQueryData<Data>(key);
    if (data) cache.setQueryData(key, { ...data, pages: work(data.pages) });
  }

  function arrive(events: EventView[]) {
    const before = held.value.length;
    arrived.value = inOrder([...arrived.value, ...events]);
    const { length } = held.value;
    if (length === before) return;
    announce(t('events.newEvents', { count: length }));
    if (scrollY < TOP) release();
  }

  /** Adds the events that were held back, once the list has loaded. */
  function release() {
    if (!query.data.value) return;
    const events = held.value;
    arrived.value = [];
    if (events.length > 0) change((pages) => withNew(pages, events));
  }

  /** Fetches the newest page again: for the progress of its deliveries, and events that the stream missed. */
  async function freshen() {
    if (!query.data.value) return;
    const asked = listed();
    const fresh = await fetchEvents(toValue(filter)).catch(() => null); // No response: the next poll tries again.
    const known = query.data.value?.pages;
    if (!fresh || !known || asked !== listed()) return;
    // So many arrived that some are missing between these and the known ones.
    const leavesGap = fresh.nextCursor !== null && unknownOf(known, fresh.items).length === fresh.items.length;
    if (leavesGap) await query.refetch();
    change((pages) => withFresh(pages, fresh.items));
    arrive(fresh.items);
  }

  listenToEvents({
    onEvent: (event) => {
      const wanted = toValue(filter);
      if (!passes(event, wanted)) return;
      // Not by all that a filter can ask for: the rest only the server can tell.
      if (isJudgedByServer(wanted)) void freshen();
      else arrive([event]);
    },
    onBegin: () => void freshen(),
  });
  pollWhenDue(() => query.items.value.slice(0, NEWEST).map(({ deliveries }) => deliveries.dueAt), freshen);
  watch(listed, () => (arrived.value = []));
  watch(
    () => query.data.value !== undefined,
    () => scrollY < TOP && release(),
  );
  const onScroll = () => scrollY < TOP && release();
  addEventListener('scroll', onScroll, { passive: true });
  onScopeDispose(() => removeEventListener('scroll', onScroll));

  return { ...query, held: computed(() => held.value.length), release };
}
