import { computed, ref, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { AppFilter } from '../catalog/app.queries.ts';
import { useDebounced } from '../../shared/useDebounced.ts';

const SETUPS = ['any', 'ready', 'needed'] as const;

/** Whether apps that need to be set up first are shown. */
export type Setup = (typeof SETUPS)[number];

const LAYOUT_KEY = 'patchbay-marketplace-layout';

/** The state of the marketplace, kept in the address so that it can be linked, reloaded and navigated. */
export function useMarketplaceView() {
  const route = useRoute();
  const router = useRouter();
  const text = (name: string) => (typeof route.query[name] === 'string' ? route.query[name] : null);
  const set = (name: string, value: string | null) =>
    void router.replace({ query: { ...route.query, [name]: value ?? undefined } });

  const { typed, settled } = useDebounced(text('q') ?? '');
  watch(settled, (search) => set('q', search || null));

  const category = computed({ get: () => text('category'), set: (slug) => set('category', slug) });
  const sort = computed<AppFilter['sort']>({
    get: () => (text('sort') === 'name' ? 'name' : 'popular'),
    set: (by) => set('sort', by === 'name' ? by : null),
  });
  const setup = computed<Setup>({
    get: () => SETUPS.find((known) => known === text('setup')) ?? 'any',
    set: (wanted) => set('setup', wanted === 'any' ? null : wanted),
  });
  // Opening details adds a history entry, so that the back button closes them; other changes do not.
  const details = computed({
    get: () => text('app'),
    set: (slug) => void (slug ? router.push({ query: { ...route.query, app: slug } }) : set('app', null)),
  });
  const layout = ref<'grid' | 'list'>(sessionStorage.getItem(LAYOUT_KEY) === 'list' ? 'list' : 'grid');
  watch(layout, (chosen) => sessionStorage.setItem(LAYOUT_KEY, chosen));

  const filter = computed<AppFilter>(() => ({
    search: settled.value,
    category: category.value,
    sort: sort.value,
    needsSetup: setup.value === 'any' ? null : setup.value === 'needed',
  }));

  function clear() {
    typed.value = '';
    void router.replace({ query: {} });
  }

  return { typed, filter, category, sort, setup, details, layout, clear };
}
