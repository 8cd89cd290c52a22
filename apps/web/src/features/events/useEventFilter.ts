import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { EVENT_TYPES } from './event-type-words.ts';
import { DELIVERY_STATES, type EventFilter, type Period, PERIODS } from './event.queries.ts';

const VERDICTS = ['accepted', 'unknown'] as const;

/** Which events are shown, kept in the address. */
export function useEventFilter() {
  const route = useRoute();
  const router = useRouter();

  const text = (name: string) => {
    const value = route.query[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const oneOf = <Known extends string>(name: string, known: readonly Known[]) =>
    known.find((each) => each === route.query[name]) ?? null;

  const filter = computed<EventFilter>({
    get: () => ({
      search: text('q'),
      type: oneOf('type', EVENT_TYPES),
      app: text('app'),
      trigger: text('trigger'),
      connection: text('connection'),
      verdict: oneOf('verdict', VERDICTS),
      delivery: oneOf('delivery', DELIVERY_STATES),
      period: oneOf('period', Object.keys(PERIODS) as Period[]),
      endUser: text('endUser'),
      tag: text('tag'),
    }),
    set: ({ search, ...chosen }) => {
      const given = Object.entries({ q: search, ...chosen }).filter(([, value]) => value !== null);
      void router.replace({ query: Object.fromEntries(given) });
    },
  });
  const isFiltered = computed(() => Object.values(filter.value).some((chosen) => chosen !== null));
  /** The event whose details are open. */
  const shown = computed(() => text('event'));

  function close() {
    const { event: _event, ...query } = route.query;
    void router.replace({ query });
  }

  return { filter, isFiltered, shown, close };
}
