import { type MaybeRefOrGetter, toValue } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { usePagedQuery } from '../../shared/usePagedQuery.ts';

export type ServiceKey = Outputs['serviceKeys']['list']['items'][number];
export type Scope = ServiceKey['scopes'][number];

export const serviceKeyKeys = { all: () => workspaceKey('service-keys') };

export function useServiceKeys(enabled: MaybeRefOrGetter<boolean>) {
  return usePagedQuery({
    key: serviceKeyKeys.all,
    query: (from) => api.serviceKeys.list.query(from),
    enabled: () => toValue(enabled),
  });
}
