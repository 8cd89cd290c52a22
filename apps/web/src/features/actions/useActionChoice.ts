import { useToast } from '@nuxt/ui/composables/useToast';
import { useQueryCache } from '@pinia/colada';
import { computed, ref, shallowRef, toValue, type MaybeRefOrGetter } from 'vue';
import { api } from '../../app/api.ts';
import { toApiError } from '../../shared/api-error.ts';
import { useFailureToast } from '../../shared/failure-toast.ts';
import { undoAction } from '../../shared/undo-action.ts';
import { actionKeys, type EnabledActions, useEnabledActions } from './action.queries.ts';
import { applied, changes, EMPTY, isOn, withSwitch } from './draft.ts';

/** The enabled actions of a connection, what a person has changed about them, and how to save it. */
export function useActionChoice(connectionId: MaybeRefOrGetter<string>) {
  const cache = useQueryCache();
  const toast = useToast();
  const failed = useFailureToast();
  const { data, error, refetch } = useEnabledActions(connectionId);
  const draft = shallowRef(EMPTY);
  const busy = ref(false);
  const saved = computed(() => new Set(data.value?.actions));

  function show(answer: EnabledActions) {
    cache.setQueryData(actionKeys.enabled(toValue(connectionId)), answer);
  }

  async function send(work: () => Promise<EnabledActions>): Promise<boolean> {
    busy.value = true;
    try {
      show(await work());
      draft.value = EMPTY;
      return true;
    } catch (thrown) {
      failed('The actions were not changed', thrown);
      // The draft stays: on what somebody else has chosen meanwhile it can be saved again.
      if (toApiError(thrown).code === 'CONNECTION_CHANGED') await refetch();
      return false;
    } finally {
      busy.value = false;
    }
  }

  function replace({ actions, version }: EnabledActions) {
    const id = toValue(connectionId);
    return send(() => api.connections.setEnabledActions.mutate({ id, version, actions }));
  }

  async function save() {
    if (data.value) await replace({ version: data.value.version, actions: applied(draft.value, saved.value) });
  }

  async function setAll(on: boolean) {
    const id = toValue(connectionId);
    const before = data.value?.actions ?? [];
    const { enableActions, disableActions } = api.connections;
    if (!(await send(() => (on ? enableActions : disableActions).mutate({ id, actions: 'all' })))) return;
    toast.add({
      title: on ? 'All actions are enabled' : 'No action is enabled',
      icon: 'i-lucide-circle-check',
      color: 'success',
      duration: 8_000,
      actions: [undoAction(() => void replace({ version: data.value?.version ?? 1, actions: before }))],
    });
  }

  return {
    data,
    error,
    refetch,
    busy,
    unsaved: computed(() => changes(draft.value)),
    isOn: (slug: string) => isOn(draft.value, saved.value, slug),
    set: (slug: string, on: boolean) => (draft.value = withSwitch(draft.value, saved.value, { slug, on })),
    discard: () => (draft.value = EMPTY),
    save,
    setAll,
  };
}
