import { useInfiniteQuery, type UseInfiniteQueryOptions } from '@pinia/colada';
import { computed } from 'vue';

interface Page {
  items: unknown[];
  nextCursor: string | null;
}

/** The cursor of a page, as the server's lists take it; undefined for the first. */
export interface From {
  cursor?: string;
}

type Options<P extends Page> = Omit<
  UseInfiniteQueryOptions<P, Error, string | null, undefined>,
  'query' | 'initialPageParam' | 'getNextPageParam'
> & { query: (from: From, signal: AbortSignal) => Promise<P> };

/** A paged list: all loaded `items` in order, and `more`, with which `MoreOnScroll` loads the next page. */
export function usePagedQuery<P extends Page>({ query, ...options }: Options<P>) {
  const list = useInfiniteQuery<P, Error, string | null>({
    ...options,
    query: ({ pageParam, signal }) => query(pageParam ? { cursor: pageParam } : {}, signal),
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const items = computed<P['items'][number][]>(() => list.data.value?.pages.flatMap((page) => page.items) ?? []);
  const onMore = () => list.loadNextPage();
  const more = computed(() => ({
    hasMore: list.hasNextPage.value,
    loading: list.isLoading.value,
    failed: list.error.value !== null,
    onMore,
  }));
  return { ...list, items, more };
}
