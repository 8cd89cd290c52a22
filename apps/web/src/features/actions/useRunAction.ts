import { useQuery, useQueryCache } from '@pinia/colada';
import { computed, reactive, ref, shallowRef } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { invalidate } from '../../shared/invalidate.ts';
import { useTriggerForm } from '../triggers/useTriggerForm.ts';
import { actionKeys } from './action.queries.ts';
import { fileErrors, givenFiles, splitFiles } from './file-fields.ts';

interface Runnable {
  connectionId: string;
  app: string;
  action: string;
}

/** The form of an action's arguments, its files, and what came of the run. */
export function useRunAction({ connectionId, app, action }: Runnable) {
  const cache = useQueryCache();
  const { data, error, refetch } = useQuery({
    key: () => workspaceKey('action', app, action),
    query: () => api.apps.action.query({ app, action }),
    staleTime: 10 * 60_000,
  });
  const split = computed(() => splitFiles(data.value?.inputSchema ?? {}));
  const form = useTriggerForm(() => (data.value ? split.value.rest : undefined));
  const chosen = reactive<Record<string, File[]>>({});
  const asked = ref(false);
  const result = shallowRef<Outputs['actions']['execute'] | null>(null);
  const busy = ref(false);
  const wrongFiles = computed(() => (asked.value ? fileErrors(split.value.files, chosen) : {}));

  async function run() {
    asked.value = true;
    result.value = null;
    if (Object.keys(fileErrors(split.value.files, chosen)).length > 0) return;
    busy.value = true;
    await form.submit(async (given) => {
      const files = await givenFiles(split.value.files, chosen);
      result.value = await api.actions.execute.mutate({ connectionId, action, arguments: given, files });
    });
    busy.value = false;
    void invalidate(cache, actionKeys.executions(connectionId));
  }

  const choose = (name: string, files: File[]) => (chosen[name] = files);
  return {
    data,
    error,
    refetch,
    form,
    files: computed(() => split.value.files),
    wrongFiles,
    choose,
    run,
    result,
    busy,
  };
}
