import { useQuery } from '@pinia/colada';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { allPages } from '../../shared/all-pages.ts';

export type EndpointList = Outputs['endpoints']['list'];
export type Endpoint = EndpointList['items'][number];

/** The settings of an endpoint that a person can change. */
export type EndpointInput = Pick<Endpoint, 'url' | 'description' | 'types' | 'apps' | 'triggers'>;

export const endpointKeys = { all: () => workspaceKey('endpoints') };

/** All endpoints: a workspace has at most fifty. */
export function useEndpoints(enabled: MaybeRefOrGetter<boolean>) {
  return useQuery({
    key: endpointKeys.all,
    query: () => allPages((from) => api.endpoints.list.query(from)),
    enabled: () => toValue(enabled),
    // Deliveries change the state of an endpoint.
    staleTime: 0,
  });
}
