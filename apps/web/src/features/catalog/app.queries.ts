import { useInfiniteQuery, useQuery } from '@pinia/colada';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';

export type AppCard = Outputs['apps']['list']['items'][number];

export interface AppFilter {
  search: string;
  category: string | null;
  sort: 'popular' | 'name';
}

/** The catalogue changes when it is synchronised, not while somebody looks; statuses on the cards come by the stream. */
const STALE_MS = 10 * 60_000;
/** Divides into rows of two, three and four, so that a full page leaves no gap in the grid. */
const PAGE_SIZE = 48;

export function useApps(filter: MaybeRefOrGetter<AppFilter>) {
  return useInfiniteQuery({
    key: () => {
      const { search, category, sort } = toValue(filter);
      return workspaceKey('apps', 'list', { search, category, sort });
    },
    query: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) => {
      const { search, category, sort } = toValue(filter);
      const input = { sort, limit: PAGE_SIZE, ...(search ? { search } : {}), ...(category ? { category } : {}) };
      return api.apps.list.query({ ...input, ...(pageParam ? { cursor: pageParam } : {}) }, { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (previous) => previous,
    staleTime: STALE_MS,
  });
}

export function useApp(slug: MaybeRefOrGetter<string | null>) {
  return useQuery({
    key: () => workspaceKey('apps', 'one', toValue(slug) ?? ''),
    query: () => api.apps.get.query({ slug: toValue(slug) ?? '' }),
    enabled: () => toValue(slug) !== null,
  });
}

export function useCategories() {
  return useQuery({
    key: () => workspaceKey('categories'),
    query: () => api.apps.categories.query(),
    staleTime: STALE_MS,
  });
}

export function useCapabilities(
  query: MaybeRefOrGetter<{ app: string; kind: 'actions' | 'triggers'; search: string }>,
) {
  return useInfiniteQuery({
    key: () => {
      const { app, kind, search } = toValue(query);
      return workspaceKey('capabilities', app, kind, { search });
    },
    query: async ({ pageParam }: { pageParam: string | null }) => {
      const { app, kind, search } = toValue(query);
      const input = { app, ...(search ? { search } : {}), ...(pageParam ? { cursor: pageParam } : {}) };
      const { items, nextCursor, total } = await api.apps[kind].query(input);
      return { items: items.map(({ slug, name, description }) => ({ slug, name, description })), nextCursor, total };
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: STALE_MS,
  });
}
