import { type Status, STATUSES } from '@patchbay/lifecycle';
import { computed, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useDebounced } from '../../../shared/useDebounced.ts';
import { type Grouping, GROUPINGS } from './group-rows.ts';

/** Which connections are shown and how they are grouped, kept in the address. */
export function useConnectionFilter() {
  const route = useRoute();
  const router = useRouter();

  const set = (name: string, value: string | null) =>
    void router.replace({ query: { ...route.query, [name]: value ?? undefined } });
  const inAddress = (name: string) =>
    computed<string | null>({
      get: () => (typeof route.query[name] === 'string' && route.query[name] !== '' ? route.query[name] : null),
      set: (chosen) => set(name, chosen),
    });

  const status = computed<Status | null>({
    get: () => STATUSES.find((known) => known === route.query.status) ?? null,
    set: (chosen) => set('status', chosen),
  });
  const grouping = computed<Grouping | null>({
    get: () => GROUPINGS.find((known) => known === route.query.group) ?? null,
    set: (chosen) => set('group', chosen),
  });
  const search = inAddress('q');
  const { typed, settled } = useDebounced(search.value ?? '');
  watch(settled, (text) => (search.value = text || null));

  const app = inAddress('app');
  const person = inAddress('person');
  const endUser = inAddress('endUser');
  const tag = inAddress('tag');
  const chosen = [status, app, person, endUser, tag];
  const isFiltered = computed(() => chosen.some(({ value }) => value !== null) || settled.value !== '');

  function clear() {
    typed.value = '';
    const { sort, group } = route.query;
    void router.replace({ query: { sort, group } });
  }

  return { status, grouping, typed, settled, app, person, endUser, tag, isFiltered, clear };
}
