import { useToast } from '@nuxt/ui/composables/useToast';
import { useQueryCache } from '@pinia/colada';
import { computed, ref, shallowRef, toValue, type MaybeRefOrGetter } from 'vue';
import { api } from '../../app/api.ts';
import { toApiError } from '../../shared/api-error.ts';
import { useFailureToast } from '../../shared/failure-toast.ts';
import { undoAction } from '../../shared/undo-action.ts';
import { actionKeys, type EnabledActions, useEnabledActions } from './action.queries.ts';
import { applied, changes, EMPTY, isOn, unsaved, without, withSwitch } from './draft.ts';
import { t } from '../../shared/i18n/t.ts';

/** The enabled actions of a connection, what a person has changed about them, and how to save it. */
export function useActionChoice(connectionId: MaybeRefOrGetter<string>) {
  const cache = useQueryCache();
  const toast = useToast();
  const failed = useFailureToast();
  const { data, error, refetch } = useEnabledActions(connectionId);
  const changed = shallowRef(EMPTY);
  const busy = ref(false);
  const saved = computed(() => new Set(data.value?.actions));
  const draft = computed(() => unsaved(changed.value, saved.value));

  function show(answer: EnabledActions) {
    cache.setQueryData(actionKeys.enabled(toValue(connectionId)), answer);
  }

  /** The draft keeps what still differs: it can be saved again on top of what another member has saved since. */
  async function send(work: () => Promise<EnabledActions>): Promise<boolean> {
    busy.value = true;
    try {
      show(await work());
      changed.value = draft.value;
      return true;
    } catch (thrown) {
      failed(t('actions.notChanged'), thrown);
      if (toApiError(thrown).code === 'CONNECTION_CHANGED') await refetch();
      return false;
    } finally {
      busy.value = false;
    }
  }

  function replace({ actions, version }: Pick<EnabledActions, 'actions' | 'version'>) {
    const id = toValue(connectionId);
    return send(() => api.connections.setEnabledActions.mutate({ id, version, actions }));
  }

  /** Returns whether nothing is left to save. */
  async function save(): Promise<boolean> {
    if (!data.value) return false;
    return replace({ version: data.value.version, actions: applied(draft.value, saved.value) });
  }

  /**
   * Switches many actions at once, all of them or the results of `find`, with an Undo button. Other changes stay in
   * the draft.
   */
  async function setMany(on: boolean, find?: () => Promise<string[]>) {
    const id = toValue(connectionId);
    const before = data.value?.actions ?? [];
    const { enableActions, disableActions } = api.connections;
    let found: string[] | undefined;
    const sent = await send(async () => {
      found = await find?.();
      const answer = await (on ? enableActions : disableActions).mutate({ id, actions: found ?? 'all' });
      changed.value = found ? without(draft.value, new Set(found)) : EMPTY;
      return answer;
    });
    if (!sent) return;
    toast.add({
      title: manyText(on, found?.length),
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
    enabled: computed(() => applied(draft.value, saved.value).length),
    isOn: (slug: string) => isOn(draft.value, saved.value, slug),
    set: (slug: string, on: boolean) => (changed.value = withSwitch(draft.value, saved.value, { slug, on })),
    discard: () => (changed.value = EMPTY),
    save,
    setMany,
  };
}

function manyText(on: boolean, found: number | undefined): string {
  if (found === undefined) return on ? t('actions.allEnabled') : t('actions.noneEnabled');
  return t(on ? 'actions.someEnabled' : 'actions.someDisabled', { count: found });
}
