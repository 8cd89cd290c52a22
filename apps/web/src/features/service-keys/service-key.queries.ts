import { useInfiniteQuery } from '@pinia/colada';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';

export type ServiceKey = Outputs['serviceKeys']['list']['items'][number];
export type Scope = ServiceKey['scopes'][number];

export const serviceKeyKeys = { all: () => workspaceKey('service-keys') };

export function useServiceKeys(enabled: MaybeRefOrGetter<boolean>) {
  return useInfiniteQuery({
    key: serviceKeyKeys.all,
    query: ({ pageParam }: { pageParam: string | null }) =>
      api.serviceKeys.list.query(pageParam ? { cursor: pageParam } : {}),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    enabled: () => toValue(enabled),
  });
}
