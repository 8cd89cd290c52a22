import { useQuery } from '@pinia/colada';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';

export type CatalogStatus = Outputs['catalog']['status'];
export type SyncRun = Outputs['catalog']['runs']['items'][number];

/** Older runs are not useful. */
export const RUNS_SHOWN = 20;

export const syncKeys = {
  status: () => workspaceKey('catalog', 'status'),
  runs: () => workspaceKey('catalog', 'runs'),
};

export function useCatalogStatus() {
  return useQuery({ key: syncKeys.status, query: () => api.catalog.status.query(), staleTime: 0 });
}

export function useSyncRuns(enabled: MaybeRefOrGetter<boolean>) {
  return useQuery({
    key: syncKeys.runs,
    query: () => api.catalog.runs.query({ limit: RUNS_SHOWN }),
    enabled: () => toValue(enabled),
    staleTime: 0,
  });
}
