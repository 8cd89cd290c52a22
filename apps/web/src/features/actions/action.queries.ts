import { useQuery } from '@pinia/colada';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { usePagedQuery } from '../../shared/usePagedQuery.ts';

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
    // Another member may have changed the list; a change is based on what is read here.
    staleTime: 0,
  });
}

export function useExecutions(connectionId: MaybeRefOrGetter<string>) {
  return usePagedQuery({
    key: () => actionKeys.executions(toValue(connectionId)),
    query: (from) => api.actions.executions.query({ connectionId: toValue(connectionId), ...from }),
    // Services execute actions while the page is open.
    staleTime: 0,
  });
}

/** The slugs of all actions of an app that match a search, including those not loaded yet. */
export async function findActions(app: string, search: string): Promise<string[]> {
  const slugs: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Outputs['apps']['actions'] = await api.apps.actions.query({
      app,
      search,
      limit: 100,
      ...(cursor ? { cursor } : {}),
    });
    slugs.push(...page.items.map(({ slug }) => slug));
    cursor = page.nextCursor;
  } while (cursor);
  return slugs;
}
