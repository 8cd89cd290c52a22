import { useQuery, useQueryCache } from '@pinia/colada';
import { computed, type MaybeRefOrGetter, ref, toValue } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { toApiError } from '../../shared/api-error.ts';
import { useFailureToast } from '../../shared/failure-toast.ts';
import { invalidate } from '../../shared/invalidate.ts';
import { actionKeys } from './action.queries.ts';
import { t } from '../../shared/i18n/t.ts';

type Rules = Outputs['connections']['proxyRules'];
export type ProxyRule = Rules['rules'][number];

type Change = (rules: ProxyRule[]) => ProxyRule[];

export const proxyKey = (id: string) => workspaceKey('proxy-rules', id);

/** What services may send to the app of a connection, and how an admin changes it. */
export function useProxyRules(connectionId: MaybeRefOrGetter<string>) {
  const cache = useQueryCache();
  const failed = useFailureToast();
  const busy = ref(false);
  const { data, error, refetch } = useQuery({
    key: () => proxyKey(toValue(connectionId)),
    query: () => api.connections.proxyRules.query({ id: toValue(connectionId) }),
    // Another admin may have changed them; a change is made from what is read here.
    staleTime: 0,
  });

  /** The whole list is replaced, as it is at the version that was read. */
  async function send(change: Change): Promise<void> {
    const { rules, version } = data.value ?? { rules: [], version: 1 };
    const id = toValue(connectionId);
    cache.setQueryData(proxyKey(id), await api.connections.setProxyRules.mutate({ id, version, rules: change(rules) }));
    // They are changed on the same page, at the version that has just passed.
    void invalidate(cache, actionKeys.enabled(id));
  }

  /** Once more where something else of the connection was changed, such as its actions: that is no conflict. */
  async function sendAgain(change: Change, thrown: unknown): Promise<void> {
    const before = JSON.stringify(data.value?.rules);
    await refetch();
    if (JSON.stringify(data.value?.rules) !== before) throw thrown;
    await send(change);
  }

  /** Answers whether it was saved. */
  async function replace(change: Change): Promise<boolean> {
    busy.value = true;
    try {
      await send(change).catch((thrown: unknown) => {
        if (toApiError(thrown).code !== 'CONNECTION_CHANGED') throw thrown;
        return sendAgain(change, thrown);
      });
      return true;
    } catch (thrown) {
      failed(t('actions.rulesNotChanged'), thrown);
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
    allow: (rule: ProxyRule) => replace((all) => [...all, rule]),
    remove: (rule: ProxyRule) => replace((all) => all.filter((each) => JSON.stringify(each) !== JSON.stringify(rule))),
  };
}
