import { useQuery, useQueryCache } from '@pinia/colada';
import { computed, type MaybeRefOrGetter, ref, toValue } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { toApiError } from '../../shared/api-error.ts';
import { useFailureToast } from '../../shared/failure-toast.ts';

type Rules = Outputs['connections']['proxyRules'];
export type ProxyRule = Rules['rules'][number];

const keyOf = (id: string) => workspaceKey('proxy-rules', id);

/** What services may send to the app of a connection, and how an admin changes it. */
export function useProxyRules(connectionId: MaybeRefOrGetter<string>) {
  const cache = useQueryCache();
  const failed = useFailureToast();
  const busy = ref(false);
  const { data, error, refetch } = useQuery({
    key: () => keyOf(toValue(connectionId)),
    query: () => api.connections.proxyRules.query({ id: toValue(connectionId) }),
    // Another admin may have changed them; a change is made from what is read here.
    staleTime: 0,
  });

  /** Answers whether it was saved. The whole list is replaced, as it is at this version. */
  async function replace(rules: ProxyRule[]): Promise<boolean> {
    const id = toValue(connectionId);
    busy.value = true;
    try {
      const version = data.value?.version ?? 1;
      const answer = await api.connections.setProxyRules.mutate({ id, version, rules });
      cache.setQueryData(keyOf(id), answer);
      return true;
    } catch (thrown) {
      failed('The allowed requests were not changed', thrown);
      if (toApiError(thrown).code === 'CONNECTION_CHANGED') await refetch();
      return false;
    } finally {
      busy.value = false;
    }
  }

  const rules = computed(() => data.value?.rules);
  return {
    rules,
    error,
    refetch,
    busy,
    allow: (rule: ProxyRule) => replace([...(rules.value ?? []), rule]),
    remove: (rule: ProxyRule) => replace((rules.value ?? []).filter((each) => each !== rule)),
  };
}
