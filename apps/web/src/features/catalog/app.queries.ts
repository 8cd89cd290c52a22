import { useQuery } from '@pinia/colada';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { allPages } from '../../shared/all-pages.ts';
import { usePagedQuery } from '../../shared/usePagedQuery.ts';

export type AppCard = Outputs['apps']['list']['items'][number];

export type AppDetail = Outputs['apps']['get'];

export interface AppFilter {
  search: string;
  category: string | null;
  sort: 'popular' | 'name';
  /** Only apps that need to be set up first, or only those that do not. */
  needsSetup: boolean | null;
}

/** The catalog changes only with a sync; statuses on the cards are updated by the stream. */
const STALE_MS = 10 * 60_000;
/** Divisible by two, three and four, so that a full page leaves no gap in the grid. */
const PAGE_SIZE = 48;

export function useApps(filter: MaybeRefOrGetter<AppFilter>) {
  return usePagedQuery({
    key: () => {
      const { search, category, sort, needsSetup } = toValue(filter);
      return workspaceKey('apps', 'list', { search, category, sort, setup: String(needsSetup) });
    },
    query: (from, signal) => {
      const { search, category, sort, needsSetup } = toValue(filter);
      const input = {
        sort,
        limit: PAGE_SIZE,
        ...(search && { search }),
        ...(category && { category }),
        ...(needsSetup !== null && { needsSetup }),
      };
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

/** Outside of the apps' own keys: a change of a connection must not ask for them again. */
export const catalogKeys = {
  schemes: (app: string) => workspaceKey('app-schemes', app),
  setup: (app: string) => workspaceKey('app-setup', app),
};

/** The ways to connect an app. The provider may be asked, so only when a person is about to connect. */
export function useSchemes(app: MaybeRefOrGetter<string | null>) {
  return useQuery({
    key: () => catalogKeys.schemes(toValue(app) ?? ''),
    query: () => api.apps.schemes.query({ app: toValue(app) ?? '' }),
    enabled: () => toValue(app) !== null,
    refetchOnWindowFocus: false,
  });
}

/** What an installation admin has to set up for an app. */
export function useSetup(app: MaybeRefOrGetter<string>) {
  return useQuery({
    key: () => catalogKeys.setup(toValue(app)),
    query: () => api.catalog.setup.query({ app: toValue(app) }),
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
      const shown = items.map(({ slug, name, description, ...item }) => ({
        slug,
        name,
        description,
        needsEndpoint: 'needsEndpoint' in item && item.needsEndpoint,
      }));
      return { items: shown, nextCursor, total };
    },
    staleTime: STALE_MS,
  });
}
