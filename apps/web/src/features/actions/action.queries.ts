import { useInfiniteQuery, useQuery } from '@pinia/colada';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';

export type EnabledActions = Outputs['connections']['enabledActions'];
export type Execution = Outputs['actions']['executions']['items'][number];

export const actionKeys = {
  enabled: (id: string) => workspaceKey('enabled-actions', id),
  executions: (id: string) => workspaceKey('executions', id),
};

export function useEnabledActions(id: MaybeRefOrGetter<string>, enabled: MaybeRefOrGetter<boolean> = true) {
  return useQuery({
    key: () => actionKeys.enabled(toValue(id)),
    query: () => api.connections.enabledActions.query({ id: toValue(id) }),
    enabled: () => toValue(enabled),
    // Somebody else may have chosen since; what is read here is what a change is made from.
    staleTime: 0,
  });
}

export function useExecutions(connectionId: MaybeRefOrGetter<string>) {
  return useInfiniteQuery({
    key: () => actionKeys.executions(toValue(connectionId)),
    query: ({ pageParam }: { pageParam: string | null }) =>
      api.actions.executions.query({
        connectionId: toValue(connectionId),
        ...(pageParam ? { cursor: pageParam } : {}),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    // Services run actions while somebody looks.
    staleTime: 0,
  });
}
