import { useQuery } from '@pinia/colada';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { allPages } from '../../shared/all-pages.ts';
import { usePagedQuery } from '../../shared/usePagedQuery.ts';

export type AppCard = Outputs['apps']['list']['items'][number];

export interface AppFilter {
  search: string;
  category: string | null;
  sort: 'popular' | 'name';
}

/** The catalog changes only with a sync; statuses on the cards are updated by the stream. */
const STALE_MS = 10 * 60_000;
/** Divisible by two, three and four, so that a full page leaves no gap in the grid. */
const PAGE_SIZE = 48;

export function useApps(filter: MaybeRefOrGetter<AppFilter>) {
  return usePagedQuery({
    key: () => {
      const { search, category, sort } = toValue(filter);
      return workspaceKey('apps', 'list', { search, category, sort });
    },
    query: (from, signal) => {
      const { search, category, sort } = toValue(filter);
      const input = { sort, limit: PAGE_SIZE, ...(search ? { search } : {}), ...(category ? { category } : {}) };
      return api.apps.list.query({ ...input, ...from }, { signal });
    },
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
    query: () => allPages((from) => api.apps.categories.query(from)),
    staleTime: STALE_MS,
  });
}

export function useCapabilities(
  query: MaybeRefOrGetter<{ app: string; kind: 'actions' | 'triggers'; search: string }>,
) {
  return usePagedQuery({
    key: () => {
      const { app, kind, search } = toValue(query);
      return workspaceKey('capabilities', app, kind, { search });
    },
    query: async (from) => {
      const { app, kind, search } = toValue(query);
      const { items, nextCursor, total } = await api.apps[kind].query({ app, ...(search ? { search } : {}), ...from });
      return { items: items.map(({ slug, name, description }) => ({ slug, name, description })), nextCursor, total };
    },
    staleTime: STALE_MS,
  });
}
